"""Plain words for what the music does and why, for the therapist."""

from __future__ import annotations

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Mode, MusicParameters
from emotune_gui.domain.session import Plan, Strategy
from emotune_gui.music.strategy import Decision, Phase

_Scale = tuple[tuple[float, str], ...]

_TEMPO: _Scale = ((72, "very slow"), (92, "slow"), (116, "moderate"), (138, "fast"))
_LOUDNESS: _Scale = ((50, "very soft"), (60, "soft"), (72, "moderately loud"), (84, "loud"))
_DENSITY: _Scale = ((2.2, "sparse"), (2.9, "light"), (3.7, "flowing"), (4.8, "busy"))
_ARTICULATION: _Scale = ((0.62, "detached"), (0.9, "gently joined"))
_TOP = {"tempo": "very fast", "loudness": "very loud", "density": "dense", "articulation": "smooth"}

MODE_WORDS: dict[Mode, str] = {
    Mode.LYDIAN: "very bright (Lydian)",
    Mode.IONIAN: "major",
    Mode.MIXOLYDIAN: "warm major (Mixolydian)",
    Mode.DORIAN: "light minor (Dorian)",
    Mode.AEOLIAN: "minor",
    Mode.PHRYGIAN: "dark minor (Phrygian)",
    Mode.HARMONIC_MINOR: "tense minor (harmonic)",
}

_AFFECT_WORDS = {
    (1, 1): "cheerful and lively",
    (1, 0): "pleasant",
    (1, -1): "calm and content",
    (0, 1): "roused",
    (0, 0): "neutral",
    (0, -1): "quiet",
    (-1, 1): "tense",
    (-1, 0): "unhappy",
    (-1, -1): "sad and low",
}
_NEAR_ZERO = 0.2

_REASONS: dict[Phase, str] = {
    Phase.MATCHING: "The music follows what the client seems to feel: {target}.",
    Phase.LEADING: "The music leads on from {target} toward {goal}.",
    Phase.WAITING: "The music waits at {target}: the client has not followed yet.",
    Phase.ARRIVED: "The music has arrived at {goal} and stays there.",
    Phase.CONTRASTING: "The music answers with the opposite: {target}.",
    Phase.HOLDING: "The music stays at what was planned: {goal}.",
    Phase.HELD: "The music is held at {target} until it is released.",
    Phase.DOUBT: "The client cannot be read just now: the music stays at {target}.",
    Phase.EASING: "The client cannot be read: the music eases toward neutral.",
}
_MEETING = "The music meets the client first: {target}. Then it leads toward {goal}."


def describe(parameters: MusicParameters) -> str:
    """The music in one line, such as 'slow, soft, sparse, minor, smooth'."""
    words = (
        _word(parameters.tempo_bpm, _TEMPO, "tempo"),
        _word(parameters.loudness, _LOUDNESS, "loudness"),
        _word(parameters.density, _DENSITY, "density"),
        MODE_WORDS[parameters.mode],
        _word(parameters.articulation, _ARTICULATION, "articulation"),
    )
    return ", ".join(words)


def explain(decision: Decision, plan: Plan) -> str:
    """One sentence on what the strategy is doing and where it is going."""
    phase = Phase(decision.phase)
    meeting = plan.strategy is Strategy.LEAD and phase is Phase.MATCHING
    sentence = _MEETING if meeting else _REASONS[phase]
    return sentence.format(target=affect_words(decision.target), goal=affect_words(plan.target))


def affect_words(affect: Affect) -> str:
    """A place in the affect plane in words; within 0.2 of zero counts as neither."""
    return _AFFECT_WORDS[_sign(affect.valence), _sign(affect.arousal)]


def _sign(value: float) -> int:
    return 0 if abs(value) < _NEAR_ZERO else (1 if value > 0 else -1)


def _word(value: float, scale: _Scale, name: str) -> str:
    return next((word for border, word in scale if value < border), _TOP[name])
