"""Domain values for the tests, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from emotune_gui.domain.emotion import EMOTIONS, Affect, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState, Recogniser
from emotune_gui.domain.music import Bar, Mode, MusicParameters, Note, Part, PlayedNote
from emotune_gui.domain.neutral import NeutralProfile
from emotune_gui.domain.session import Plan
from emotune_gui.domain.song import SongInfo, SongKind
from emotune_gui.domain.voice import (
    VOICE_EMOTIONS,
    VoiceProbabilities,
    VoiceProfile,
    VoiceReading,
    VoiceState,
)
from emotune_gui.storage.opening import Database

STARTED = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


class HandClock:
    """Moves only when told, or when somebody sleeps."""

    def __init__(self) -> None:
        self.t = 100.0

    def now(self) -> float:
        return self.t

    def sleep(self, seconds: float) -> None:
        self.t += max(0.0, seconds)


def open_session(
    database: Database, name: str = "Ada", *, microphone: str = "", **plan: object
) -> int:
    client = database.clients.by_name(name) or database.clients.create(name, [])
    return database.sessions.begin(
        client.id,
        Plan(**plan),
        "demo",
        weights_version=0,
        started_at=STARTED,
        recogniser="combined",
        microphone=microphone,
    )


def estimate(
    k: int = 0, state: FaceState = FaceState.FACE, raw: bool = True, notes: tuple[str, ...] = ()
) -> EmotionEstimate:
    weights = [1.0 + ((k * 7 + e * 3) % 11) for e in range(len(EMOTIONS))]
    probabilities = EmotionProbabilities.normalised(weights)
    seen = state is FaceState.FACE
    return EmotionEstimate(
        id=k,
        t=1000.0 + k / 10,
        captured_at=999.97 + k / 10,
        seq=3 * k,
        state=state,
        probabilities=probabilities,
        affect=Affect.clamped(((k % 20) - 10) / 10, ((k % 14) - 7) / 7),
        confidence=0.75 if seen else 0.0,
        label=probabilities.top if seen else None,
        raw_face=EmotionProbabilities.normalised(weights[::-1]) if seen and raw else None,
        quality=0.5,
        notes=notes,
    )


def parameters(tempo: float = 104.0, estimate_id: int | None = 3) -> MusicParameters:
    return MusicParameters(
        tempo_bpm=tempo,
        density=3.2,
        loudness=65.0,
        velocity_spread=11.0,
        mode=Mode.DORIAN,
        register=67.0,
        bass_register=48.0,
        articulation=0.85,
        dissonance=0.05,
        brightness=0.5,
        instruments=((Part.MELODY, 73), (Part.BASS, 32)),
        estimate_id=estimate_id,
        weights_version=2,
    )


def bar(number: int = 0, index: int | None = None) -> Bar:
    notes = tuple(
        Note(k / 3, 0.31 + k / 7, 60 + k, 70 + number % 20, Part.MELODY, k / 4) for k in range(4)
    )
    return Bar(
        id=number,
        index=number if index is None else index,
        beats=4,
        tonic=2,
        chord="♭VII",
        phrase_position=number % 4,
        cadence=number % 4 == 3,
        parameters=parameters(100.0 + number),
        notes=notes,
        seed=2**64 - 1 - number,
    )


def played(number: int, start_s: float) -> PlayedNote:
    return PlayedNote(number, Part.CHORDS, 4, 60 + number % 12, 80, start_s, start_s + 0.25)


def neutral(recogniser: Recogniser = Recogniser.COMBINED, frames: int = 120) -> NeutralProfile:
    """A face at rest that reads as a little sad; its version is for the database to give."""
    return NeutralProfile(
        version=0,
        made_at=STARTED,
        frames=frames,
        recogniser=recogniser,
        probabilities=EmotionProbabilities.normalised([5, 0, 0, 4, 1, 0, 0, 0]),
        measures=(("corner_lift", -0.0125), ("eye_opening", 0.11)),
        spread=0.03125,
    )


def heard(k: int = 0, state: VoiceState = VoiceState.SPEAKING) -> VoiceReading:
    """Half a second speaking, half a second silent with the opinion carried along."""
    weights = [1.0 + ((k // 5 * 5 + e * 3) % 13) for e in range(len(VOICE_EMOTIONS))]
    return VoiceReading(
        t=1000.0 + k / 10,
        state=state,
        level_dbfs=-30.0 - k % 7,
        probabilities=VoiceProbabilities.normalised(weights),
        confidence=0.5,
        heard_at=1000.0 + k // 5 / 2,
        notes=("learning",) if k % 3 == 0 else (),
        profile_version=2,
    )


def song(path: Path, name: str = "Lullaby", **changed: object) -> SongInfo:
    """A song of the therapist; its file is made, its id is that of its name."""
    if not path.exists():
        path.write_bytes(f"MThd {name}".encode())
    info = SongInfo(
        id=sha256(name.encode()).hexdigest()[:16],
        title=name,
        composer="Trad.",
        genre="lullaby",
        licence="Brought by the therapist",
        source=str(path),
        path=path,
        kind=SongKind.SCORE,
        affect=Affect(0.25, -0.5),
        automatic=True,
        tempo_bpm=72.5,
        tonic=7,
        mode=Mode.AEOLIAN,
        duration_s=61.0,
    )
    return replace(info, **changed)


def voice(speech_s: float = 42.0, features: str = "mel-1") -> VoiceProfile:
    """A usual voice in numbers that single precision holds; its version is for the database."""
    return VoiceProfile(0, STARTED, speech_s, features, (0.5, -2.25, 8.0), (1.0, 0.125, 3.5))
