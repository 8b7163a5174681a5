"""Any domain value that a session may hand to storage."""

from __future__ import annotations

from hypothesis import strategies as st

from emotune_gui.domain.emotion import EMOTIONS, Affect, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.music import Bar, Mode, MusicParameters, Note, Part, PlayedNote
from emotune_gui.domain.voice import VoiceProbabilities, VoiceReading, VoiceState

unit = st.floats(0.0, 1.0)
signed = st.floats(-1.0, 1.0)
finite = st.floats(-1e9, 1e9)
affects = st.builds(Affect, signed, signed)
probabilities = st.lists(unit, min_size=8, max_size=8).map(EmotionProbabilities.normalised)
voices = st.builds(
    VoiceReading,
    t=st.floats(0, 9e4),
    state=st.sampled_from(VoiceState),
    level_dbfs=st.floats(-120, 0),
    probabilities=st.none()
    | st.lists(unit, min_size=8, max_size=8).map(VoiceProbabilities.normalised),
    confidence=unit,
    heard_at=st.none() | st.floats(0, 9e3),
    notes=st.lists(st.sampled_from(["music", "faint", "learning"])).map(tuple),
    profile_version=st.none() | st.integers(1, 500),
)
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
    neutral_version=st.none() | st.integers(1, 500),
    voice=st.none() | voices,
    voice_weight=unit,
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
