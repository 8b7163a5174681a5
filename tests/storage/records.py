"""Domain values for the tests, by hand and by hypothesis."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from emotune_gui.domain.emotion import EMOTIONS, Affect, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.music import Bar, Mode, MusicParameters, Note, Part, PlayedNote
from emotune_gui.domain.session import Plan
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


def open_session(database: Database, name: str = "Ada", **plan: object) -> int:
    client = database.clients.by_name(name) or database.clients.create(name, [])
    return database.sessions.begin(
        client.id, Plan(**plan), "demo", weights_version=0, started_at=STARTED
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


unit = st.floats(0.0, 1.0)
signed = st.floats(-1.0, 1.0)
finite = st.floats(-1e9, 1e9)
names = st.text(max_size=12)
affects = st.builds(Affect, signed, signed)
probabilities = st.lists(unit, min_size=8, max_size=8).map(EmotionProbabilities.normalised)
estimates = st.builds(
    EmotionEstimate,
    id=st.integers(0, 2**30),
    t=st.floats(0, 9e4),
    captured_at=st.floats(0, 9e4),
    seq=st.integers(0, 2**30),
    state=st.sampled_from(FaceState),
    probabilities=probabilities,
    affect=affects,
    confidence=unit,
    label=st.none() | st.sampled_from(EMOTIONS),
    raw_face=st.none() | probabilities,
    quality=unit,
    notes=st.lists(st.sampled_from(["dark", "blurred", "small", "turned", "speaking"])).map(tuple),
)
midi = st.integers(0, 127)
notes = st.builds(
    Note,
    onset=st.floats(0, 16),
    duration=st.one_of(st.floats(0.01, 16), st.integers(1, 9600).map(lambda n: n / 960)),
    pitch=midi,
    velocity=midi,
    part=st.sampled_from(Part),
    rank=unit,
)
all_parameters = st.builds(
    MusicParameters,
    tempo_bpm=finite,
    density=finite,
    loudness=finite,
    velocity_spread=finite,
    mode=st.sampled_from(Mode),
    register=finite,
    bass_register=finite,
    articulation=finite,
    dissonance=finite,
    brightness=finite,
    instruments=st.lists(st.tuples(st.sampled_from(Part), midi), max_size=6).map(tuple),
    estimate_id=st.none() | st.integers(0, 2**40),
    weights_version=st.integers(0, 2**31),
)
bars = st.builds(
    Bar,
    id=st.integers(0, 2**30),
    index=st.integers(0, 2**30),
    beats=st.integers(1, 12),
    tonic=st.integers(0, 11),
    chord=st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    phrase_position=st.integers(0, 16),
    cadence=st.booleans(),
    parameters=all_parameters,
    notes=st.lists(notes, max_size=20).map(tuple),
    seed=st.integers(-(2**63), 2**64),
    composer=st.sampled_from(["rules", "network"]),
)
played_notes = st.builds(
    PlayedNote,
    bar_id=st.integers(0, 2**30),
    part=st.sampled_from(Part),
    program=midi,
    pitch=midi,
    velocity=midi,
    start_s=st.floats(-10, 9e4),
    end_s=st.floats(-10, 9e4),
)
