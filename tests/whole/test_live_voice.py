"""A film with sound in; rows that tell of the voice out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from emotune_gui.capture.sound_file import read_sound
from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray
from tests.whole.command import ROOT, Done, emotune

SPOKEN = sorted((ROOT.parent / "shared/data/voice/ravdess").glob("03-01-05-02-0?-0?-07.opus"))
"""Four angry sentences of one actor."""
needs_speech = pytest.mark.skipif(not SPOKEN, reason="the voices of ../shared are not here")


def sound() -> SoundArray:
    """Speech where there is some, else five seconds of a tone, which nobody should take for it."""
    if SPOKEN:
        return np.concatenate([read_sound(path) for path in SPOKEN])
    return (0.2 * np.sin(np.arange(5 * SAMPLE_RATE) / 7.0)).astype(np.float32)


def film(path: Path, samples: SoundArray) -> float:
    """Pictures of nobody with this sound; returns the seconds it lasts."""
    import av

    seconds = len(samples) / SAMPLE_RATE
    with av.open(str(path), "w") as container:
        pictures = container.add_stream("mpeg4", rate=10)
        pictures.width, pictures.height = 320, 240
        track = container.add_stream("pcm_s16le", rate=SAMPLE_RATE, layout="mono")
        grey = np.full((240, 320, 3), 110, np.uint8)
        for _ in range(int(seconds * 10)):
            frame = av.VideoFrame.from_ndarray(grey, format="rgb24")
            container.mux(pictures.encode(frame))
        whole = (np.clip(samples, -1, 1) * 32767).astype(np.int16)[None]
        heard = av.AudioFrame.from_ndarray(whole, format="s16", layout="mono")
        heard.sample_rate = SAMPLE_RATE
        container.mux(track.encode(heard))
        container.mux(track.encode())
        container.mux(pictures.encode())
    return seconds


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("voice")


@pytest.fixture(scope="module")
def seconds(folder: Path) -> float:
    return film(folder / "film.mkv", sound())


@pytest.fixture(scope="module")
def done(folder: Path, seconds: float) -> Done:
    """One unattended session on the film, to its end, used by the tests below."""
    return emotune(
        folder,
        *("live", "--source", "film.mkv", "--client", "Ada", "--db", "ada.db"),
        *("--audio", "none", "--json"),
    )


@pytest.fixture(scope="module")
def shown(folder: Path, done: Done) -> dict:
    return emotune(
        folder, "sessions", "show", done.json["session"], "--db", "ada.db", "--json"
    ).json


def test_the_films_sound_is_listened_to_without_being_asked_for(done: Done, seconds: float) -> None:
    assert done.code == 0, done.err
    report = done.json
    assert report["faults"] == [] and report["threads_that_refused_to_end"] == []
    assert report["microphone"] == "source"
    assert (report["voice"]["listened_to"], report["voice"]["state"]) == ("film.mkv", "ended")
    assert report["voice"]["heard_s"] == pytest.approx(seconds, abs=0.3)
    assert report["voice"]["blocks_dropped"] == 0


def test_the_rows_say_what_was_listened_to(done: Done, shown: dict) -> None:
    assert shown["session"]["microphone"] == "film.mkv"
    assert shown["session"]["recogniser"] == "combined"
    assert len(shown["estimates"]["voice"]["state"]) == done.json["rows"]["emotion_sample"] > 20


@needs_speech
def test_speech_without_a_face_becomes_emotion_in_the_rows(done: Done, shown: dict) -> None:
    voice = done.json["voice"]
    assert voice["speech_s"] > 2 and voice["estimates"] > 3
    assert voice["mean_voice_weight"] == 1.0
    assert sum(done.json["seconds_by_emotion"].values()) > 2
    stored = shown["estimates"]
    assert set(stored["state"]) == {"no_face"}
    assert any(stored["label"])
    assert stored["voice"]["speech_s"] == pytest.approx(voice["speech_s"], abs=1.0)
    # An opinion that was replaced within a tenth of a second may have met no sample.
    assert 0.8 * voice["estimates"] <= stored["voice"]["estimates"] <= voice["estimates"]
    told = [p for p in stored["voice"]["probabilities"]["anger"] if p is not None]
    assert told and all(0.0 <= p <= 1.0 for p in told)


def test_without_the_consent_the_film_is_not_listened_to(folder: Path, seconds: float) -> None:
    report = emotune(
        folder,
        *("live", "--source", "film.mkv", "--client", "Ben", "--consent", "analyse_face"),
        *("--microphone", "source", "--seconds", 2, "--db", "ben.db", "--audio", "none", "--json"),
    ).json
    assert report["voice"]["state"] == "not_consented"
    assert (report["voice"]["listened_to"], report["voice"]["heard_s"]) == (None, 0.0)
    assert report["faults"] == []


def test_a_sound_file_that_is_not_there_is_one_sentence_and_an_exit_code(folder: Path) -> None:
    done = emotune(
        folder,
        *("live", "--source", "demo", "--client", "Cy", "--microphone", "missing.wav"),
        *("--seconds", 2, "--db", "cy.db", "--audio", "none", "--json"),
    )
    assert done.code == 1
    assert len(done.complaints) == 1 and "missing.wav" in done.complaints[0]
    assert done.json["voice"]["state"] == "unavailable"
    assert done.json["rows"]["bar"] >= 1  # the session went on by face alone
