"""Whether a session listens, and to what: consent first, and no microphone is no fault."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.capture.sound_script import ScriptedSound
from emotune_gui.domain.faults import EmoTuneError, Severity, SourceUnavailable, StorageError
from emotune_gui.domain.live import SourceState
from emotune_gui.domain.session import Client, Plan, Purpose
from emotune_gui.domain.voice import VoiceProfile, VoiceState
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.hearing import Hearing, default_microphone, recording_of, sound_of
from emotune_gui.engine.learning import ErrandLoop
from emotune_gui.engine.overhearing import OverheardSink
from emotune_gui.engine.request import LiveRequest
from tests.engine.clocks import FakeClock
from tests.engine.test_listening import SPEECH, Ear
from tests.engine.test_overhearing import Sink

EVERYTHING = frozenset(Purpose)
MADE = datetime(2026, 3, 1, tzinfo=UTC)
KNOWN = VoiceProfile(3, MADE, 60.0, "mel", (0.0,), (1.0,))


class Store:
    """One client's voice in memory."""

    def __init__(self, known: VoiceProfile | None = None) -> None:
        self.known = known
        self.saved: list[VoiceProfile] = []

    def current(self, client_id: int) -> VoiceProfile | None:
        return self.known

    def save(self, client_id: int, profile: VoiceProfile) -> VoiceProfile:
        self.saved.append(profile)
        return profile

    def grow(self, client_id: int, profile: VoiceProfile) -> VoiceProfile:
        return self.save(client_id, profile)


class Bench:
    """`sound` is what is there to be opened, or the error of asking for it."""

    def __init__(
        self,
        microphone: str = "default",
        consents: frozenset[Purpose] = EVERYTHING,
        sound: ScriptedSound | Exception | None = None,
        reader: Exception | None = None,
        source: str = "0",
    ) -> None:
        self.clock, self.faults, self.ear = FakeClock(), FaultDesk(), Ear()
        self.errands = ErrandLoop()
        self.asked: list[tuple[str, object]] = []
        self._sound = sound or ScriptedSound([SPEECH] * 9, clock=self.clock, name="Headset")
        self._reader = reader
        client = Client(1, "Ada", MADE, consents)
        self.request = LiveRequest(client, Plan(), source, microphone=microphone)
        self.hearing = Hearing(self.request, self, self.clock, self.faults, threading.Event())

    def voice_reader(self) -> Ear:
        if self._reader is not None:
            raise self._reader
        return self.ear

    def sound_source(self, spec: str, beside: object = None) -> ScriptedSound:
        self.asked.append((spec, beside))
        if isinstance(self._sound, Exception):
            raise self._sound
        return self._sound

    def open(self, store: Store | None = None, beside: object = None) -> None:
        self.hearing.open(store, self.errands.post, beside)

    @property
    def told(self) -> list[tuple[Severity, str]]:
        return [(f.severity, f.message) for f in self.faults.all()]


def forbidden(self: ScriptedSound) -> None:
    raise AssertionError("a microphone was opened without consent")


def test_without_consent_nothing_is_opened_or_even_loaded(monkeypatch) -> None:
    monkeypatch.setattr(ScriptedSound, "open", forbidden)
    bench = Bench(consents=EVERYTHING - {Purpose.ANALYSE_VOICE}, reader=AssertionError("loaded"))
    bench.open(Store())
    assert bench.asked == [] and bench.hearing.loop is None
    status = bench.hearing.status
    assert status.state is SourceState.NOT_CONSENTED
    assert status.message == (
        "This client has not consented to voice analysis; the microphone stays off."
    )
    assert bench.hearing.now() is None and bench.hearing.name == ""
    bench.hearing.close()
    assert bench.told == []


def test_nothing_asked_for_is_nothing_opened() -> None:
    bench = Bench("none")
    bench.open()
    assert bench.asked == [] and bench.hearing.loop is None and bench.hearing.status is None


def test_with_consent_it_listens_by_name() -> None:
    bench = Bench("USB Headset")
    bench.open()
    assert bench.asked == [("USB Headset", None)]
    assert bench.hearing.name == "Headset"
    assert bench.hearing.status.state is SourceState.LIVE
    bench.hearing.loop.step()
    assert bench.hearing.now().state is VoiceState.SPEAKING


def test_no_microphone_is_a_notice_and_the_session_goes_on() -> None:
    clock = FakeClock()
    gone = ScriptedSound([], clock=clock, openings=[SourceUnavailable("There is no microphone.")])
    bench = Bench(sound=gone)
    bench.open(Store())
    assert bench.hearing.loop is None
    status = bench.hearing.status
    assert (status.state, status.message) == (SourceState.UNAVAILABLE, "There is no microphone.")
    assert bench.told == [(Severity.NOTICE, "There is no microphone.")]
    bench.hearing.close()
    assert bench.errands.idle


def test_a_library_that_is_not_there_is_a_notice_too() -> None:
    bench = Bench(sound=SourceUnavailable("Microphones need the PortAudio library."))
    bench.open()
    assert bench.hearing.status.state is SourceState.UNAVAILABLE
    assert [severity for severity, _ in bench.told] == [Severity.NOTICE]


def test_a_file_that_was_named_and_cannot_be_read_is_a_fault() -> None:
    missing = SourceUnavailable("There is no file “x.wav”.")
    bench = Bench("x.wav", sound=ScriptedSound([], openings=[missing], reconnects=False))
    bench.open()
    assert bench.told == [(Severity.FAULT, str(missing))]


def test_a_film_without_sound_is_a_notice(tmp_path: Path) -> None:
    silent = SourceUnavailable("“film.mp4” has no sound in it.")
    bench = Bench(
        "source",
        sound=ScriptedSound([], openings=[silent], reconnects=False),
        source=str(tmp_path / "film.mp4"),
    )
    pictures = object()
    bench.open(beside=pictures)
    assert bench.asked == [(str(tmp_path / "film.mp4"), pictures)]
    assert bench.told == [(Severity.NOTICE, str(silent))]


def test_another_recording_does_not_wait_for_the_pictures() -> None:
    bench = Bench("speech.wav", source="demo")
    bench.open(beside=object())
    assert bench.asked == [("speech.wav", None)]


def test_a_missing_model_costs_the_voice_only() -> None:
    bench = Bench(reader=EmoTuneError("The voice's weights are missing; reinstall EmoTune."))
    bench.open()
    assert bench.asked == []
    assert bench.hearing.status.state is SourceState.UNAVAILABLE
    assert [severity for severity, _ in bench.told] == [Severity.FAULT]


def test_what_is_known_of_the_voice_is_used_and_kept() -> None:
    bench, store = Bench(), Store(KNOWN)
    bench.open(store)
    assert bench.ear.began_with == KNOWN
    bench.ear.known = KNOWN
    bench.hearing.loop.step()
    bench.hearing.close()
    bench.errands.step()
    assert store.saved == [KNOWN]


def test_a_thread_that_still_runs_is_not_asked_what_it_learned() -> None:
    bench, store = Bench(), Store()
    bench.open(store)
    bench.ear.known = KNOWN
    bench.hearing.loop.step()
    bench.hearing.close(ended=False)
    assert bench.errands.idle


def test_without_the_consent_to_store_nothing_is_kept() -> None:
    bench = Bench()
    bench.open(None)
    bench.ear.known = KNOWN
    bench.hearing.loop.step()
    bench.hearing.close()
    assert bench.errands.idle and bench.ear.began_with is None


def test_a_voice_that_cannot_be_read_back_is_begun_anew() -> None:
    class Broken(Store):
        def current(self, client_id: int) -> VoiceProfile | None:
            raise StorageError("The database is damaged.")

    bench = Bench()
    bench.open(Broken())
    assert bench.hearing.loop is not None
    assert bench.told == [(Severity.FAULT, "The database is damaged.")]


def test_music_is_overheard_beside_a_microphone_only() -> None:
    sink, bench = Sink(), Bench()
    assert bench.hearing.overheard(sink) is sink
    bench.open()
    assert isinstance(bench.hearing.overheard(sink), OverheardSink)
    film = Bench("x.wav", sound=ScriptedSound([], reconnects=False))
    film.open()
    assert film.hearing.overheard(sink) is sink


def film(path: Path, *, sound: bool) -> Path:
    """A second of grey pictures, with a tone if asked."""
    import av

    with av.open(str(path), "w") as container:
        pictures = container.add_stream("mpeg4", rate=10)
        pictures.width = pictures.height = 64
        tone = container.add_stream("aac", rate=16_000, layout="mono") if sound else None
        for _ in range(10):
            grey = av.VideoFrame.from_ndarray(np.full((64, 64, 3), 90, np.uint8), format="rgb24")
            container.mux(pictures.encode(grey))
        if tone is not None:
            samples = 0.3 * np.sin(np.arange(16_000) / 9.0)
            frame = av.AudioFrame.from_ndarray(
                samples.astype(np.float32)[None], format="fltp", layout="mono"
            )
            frame.sample_rate = 16_000
            container.mux(tone.encode(frame))
            container.mux(tone.encode())
        container.mux(pictures.encode())
    return path


def test_a_film_with_sound_is_listened_to_by_default(tmp_path: Path) -> None:
    assert default_microphone(str(film(tmp_path / "loud.mp4", sound=True))) == "source"
    assert default_microphone(str(film(tmp_path / "still.mp4", sound=False))) == "none"
    for source in ("demo", "0", "", str(tmp_path), str(tmp_path / "missing.mp4")):
        assert default_microphone(source) == "none"


def test_only_a_recording_has_a_sound_of_its_own(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert recording_of("clip.mp4") == str(tmp_path / "clip.mp4")
    for source in ("demo", "2", "/dev/video0", str(tmp_path)):
        assert recording_of(source) is None
        with pytest.raises(SourceUnavailable, match="no sound of its own"):
            sound_of(Bench("source", source=source).request)
    assert sound_of(Bench("Headset", source="demo").request) == "Headset"
