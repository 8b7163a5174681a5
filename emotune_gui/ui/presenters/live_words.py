"""What the live page says: belief and doubt, music and state, in words a therapist reads fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.live import (
    LiveSnapshot,
    MusicState,
    SoundStatus,
    SourceState,
    SourceStatus,
)
from emotune_gui.domain.music import Bar, MusicParameters
from emotune_gui.domain.session import Purpose
from emotune_gui.domain.voice import VoiceEmotion
from emotune_gui.personalisation.evidence import LEAST_CONFIDENCE
from emotune_gui.ui import wording
from emotune_gui.ui.language import figure
from emotune_gui.ui.presenters import live_quality
from emotune_gui.ui.presenters.live_faces import Ask
from emotune_gui.ui.presenters.live_instruments import instrument_name
from emotune_gui.ui.sentences import sentence

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Belief:
    """`emotion` is None when nothing is claimed; `strength` (0-1) is how firmly it is shown."""

    headline: str
    doubt: str
    reasons: str
    emotion: Emotion | None
    strength: float


@dataclass(frozen=True, slots=True)
class Status:
    """A source or the sound in words: `good` fills the dot, `alarm` lends the alert colour."""

    text: str
    good: bool
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One row of the music panel. `share` (0-1) is the place on the meter."""

    name: str
    value: str
    word: str
    share: float


def feeling_word(emotion: Emotion | VoiceEmotion) -> str:
    """The adjective: 'sad'."""
    words: dict[str, str] = {
        Emotion.NEUTRAL: translate("Live", "neutral"),
        Emotion.HAPPINESS: translate("Live", "happy"),
        Emotion.SURPRISE: translate("Live", "surprised"),
        Emotion.SADNESS: translate("Live", "sad"),
        Emotion.ANGER: translate("Live", "angry"),
        Emotion.DISGUST: translate("Live", "disgusted"),
        Emotion.FEAR: translate("Live", "afraid"),
        Emotion.CONTEMPT: translate("Live", "contemptuous"),
        VoiceEmotion.CALM: translate("Live", "calm"),
    }
    return words[emotion]


def belief(
    source: SourceStatus,
    estimate: EmotionEstimate | None,
    state: FaceState | None,
    reasons: Sequence[str] = (),
    ask: Ask | None = None,
    *,
    by_voice: bool = False,
) -> Belief:
    """What is believed now, how surely, and why not more surely.

    `state` is what is said of the newest picture (None before the first), `reasons` the codes of
    doubt, `ask` the question left open on the picture. A source that is not live leaves nothing
    to believe: an old estimate is not shown as new. `by_voice`: the estimate is a fresh one in
    which the voice weighs, so that it stands without a face too.
    """
    if by_voice and estimate is not None and estimate.label is not None:
        return _with_voice(estimate, estimate.label, reasons)
    if source.state is not SourceState.LIVE:
        return Belief(_source_title(source.state), "", sentence(source.message), None, 0.0)
    if estimate is None:
        waiting = translate("Live", "The first picture is on its way.")
        return Belief(translate("Live", "Waiting"), "", waiting, None, 0.0)
    seen = estimate.state if state is None else state
    if estimate.label is None or seen is not FaceState.FACE:
        if ask in (Ask.OTHER, Ask.CHANGED):
            return _whose_face(ask)
        return _without_face(seen if seen is not FaceState.FACE else FaceState.UNCLEAR, reasons)
    return Belief(
        feeling_word(estimate.label),
        wording.confidence_word(estimate.confidence),
        live_quality.reason_words(reasons),
        estimate.label,
        estimate.confidence,
    )


def _with_voice(estimate: EmotionEstimate, label: Emotion, reasons: Sequence[str]) -> Belief:
    words = live_quality.reason_words(reasons)
    if estimate.face_weight <= 0.0:
        words = translate("Live", "From the voice alone; no face is read just now.")
    doubt = wording.confidence_word(estimate.confidence)
    return Belief(feeling_word(label), doubt, words, label, estimate.confidence)


def _whose_face(ask: Ask) -> Belief:
    if ask is Ask.OTHER:
        head = translate("Live", "Not the client")
        words = translate("Live", "Nothing is claimed of somebody else's face.")
    else:
        head = translate("Live", "Whose face?")
        words = translate("Live", "Nothing is claimed until it is known to be the client's.")
    return Belief(head, "", words, None, 0.0)


def _without_face(state: FaceState, reasons: Sequence[str] = ()) -> Belief:
    """A reason that can be mended goes before the general advice."""
    headlines = {
        FaceState.NO_FACE: translate("Live", "No face"),
        FaceState.SEVERAL_FACES: translate("Live", "Several faces"),
        FaceState.TOO_DARK: translate("Live", "Too dark"),
        FaceState.UNCLEAR: translate("Live", "Face unclear"),
    }
    advice = {
        FaceState.NO_FACE: translate("Live", "Nobody is seen, so nothing is claimed."),
        FaceState.SEVERAL_FACES: translate("Live", "Choose the client's face in the picture."),
        FaceState.TOO_DARK: translate("Live", "Turn on a light or face the window."),
        FaceState.UNCLEAR: translate("Live", "The face cannot be read well enough."),
    }
    words = advice[state]
    if state is FaceState.UNCLEAR:
        words = live_quality.reason_words(reasons) or words
    return Belief(headlines[state], "", words, None, 0.0)


def picture_words(
    source: SourceStatus,
    state: FaceState | None,
    reasons: Sequence[str] = (),
    *,
    has_frame: bool,
) -> tuple[str, str]:
    """Title and sentence to stand on the picture; both empty when the picture says it all."""
    if source.state is not SourceState.LIVE:
        return _source_title(source.state), sentence(source.message)
    if not has_frame:
        return translate("Live", "Opening…"), ""
    if state is None or state is FaceState.FACE:
        return "", ""
    said = _without_face(state, reasons)
    return said.headline, "" if state is FaceState.NO_FACE else said.reasons


def _source_title(state: SourceState) -> str:
    titles = {
        SourceState.OPENING: translate("Live", "Opening…"),
        SourceState.LOST: translate("Live", "Picture lost"),
        SourceState.ENDED: translate("Live", "Recording over"),
        SourceState.UNAVAILABLE: translate("Live", "No picture"),
        SourceState.NOT_CONSENTED: translate("Live", "The face is not read"),
    }
    return titles.get(state, "")


def source_status(source: SourceStatus) -> Status:
    if source.state is SourceState.LIVE:
        return Status(sentence(source.name), True)
    title = _source_title(source.state).rstrip("… ")
    text = f"{sentence(source.name)}: {wording.mid_sentence(title)}"
    return Status(text, False, source.state in (SourceState.LOST, SourceState.UNAVAILABLE))


def sound_status(sound: SoundStatus) -> Status:
    if sound.audible:
        return Status(translate("Live", "Sound on"), True)
    return Status(
        sentence(sound.message) or translate("Live", "Silent"), False, bool(sound.message)
    )


def music_state_word(music: MusicState) -> str:
    if music.faded:
        return translate("Live", "Faded to silence")
    if music.held:
        return translate("Live", "Held")
    if music.easing:
        return translate("Live", "Easing: unsure")
    if music.bar is None:
        return translate("Live", "Beginning")
    return translate("Live", "Following")


def key_words(bar: Bar) -> str:
    """'D minor'."""
    return f"{wording.tonic_word(bar.tonic)} {wording.mode_word(bar.parameters.mode)}"


def place_words(bar: Bar) -> str:
    """'chord iv, bar 112, 3rd of the phrase' in the interface's language."""
    phrase = (
        translate("Live", "closing the phrase")
        if bar.cadence
        else translate("Live", "phrase bar {0}").format(bar.phrase_position + 1)
    )
    place = translate("Live", "Chord {chord}, bar {bar}, {phrase}")
    return place.format(chord=bar.chord, bar=bar.index + 1, phrase=phrase)


def next_words(music: MusicState) -> str:
    if music.next_bar is None:
        return translate("Live", "being written")
    ahead = music.next_bar
    line = translate("Live", "{key}, chord {chord}, {tempo} bpm")
    return line.format(
        key=key_words(ahead), chord=ahead.chord, tempo=round(ahead.parameters.tempo_bpm)
    )


def instrument_words(parameters: MusicParameters) -> tuple[tuple[str, str], ...]:
    """(part, instrument) in score order."""
    return tuple(
        (wording.part_word(part), _program_words(part.value, program))
        for part, program in parameters.instruments
    )


def _program_words(part: str, program: int) -> str:
    return translate("Live", "drum kit") if part == "drums" else instrument_name(program)


def _banded(value: float, bands: Sequence[tuple[float, str]], last: str) -> str:
    return next((word for limit, word in bands if value < limit), last)


def _share(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))


def tempo_reading(bpm: float) -> Reading:
    bands = (
        (70.0, translate("Live", "slow")),
        (96.0, translate("Live", "walking")),
        (124.0, translate("Live", "moving")),
    )
    value = translate("Live", "{0} bpm").format(round(bpm))
    word = _banded(bpm, bands, translate("Live", "fast"))
    return Reading(translate("Live", "Tempo"), value, word, _share(bpm, 54, 168))


def loudness_reading(velocity: float, volume_db: float = 0.0) -> Reading:
    bands = (
        (52.0, translate("Live", "soft")),
        (66.0, translate("Live", "gentle")),
        (82.0, translate("Live", "full")),
    )
    steps = f"{volume_db:+.0f} dB".replace("-", "−") if round(volume_db) else f"{velocity:.0f}"
    word = _banded(velocity, bands, translate("Live", "strong"))
    return Reading(translate("Live", "Loudness"), steps, word, _share(velocity, 40, 100))


def density_reading(onsets: float) -> Reading:
    bands = (
        (2.0, translate("Live", "sparse")),
        (3.5, translate("Live", "flowing")),
        (5.0, translate("Live", "busy")),
    )
    value = translate("Live", "{0} notes/s").format(figure(onsets, ".1f"))
    word = _banded(onsets, bands, translate("Live", "dense"))
    return Reading(translate("Live", "Density"), value, word, _share(onsets, 1, 7))


def register_reading(pitch: float) -> Reading:
    bands = (
        (60.0, translate("Live", "low")),
        (67.0, translate("Live", "middle")),
        (74.0, translate("Live", "raised")),
    )
    number = round(pitch)
    value = wording.note_word(number)
    word = _banded(pitch, bands, translate("Live", "high"))
    return Reading(translate("Live", "Register"), value, word, _share(pitch, 57, 77))


def articulation_reading(share: float) -> Reading:
    bands = (
        (0.6, translate("Live", "short")),
        (0.85, translate("Live", "parted")),
        (1.0, translate("Live", "singing")),
    )
    word = _banded(share, bands, translate("Live", "joined"))
    value = f"{share * 100:.0f} %"
    return Reading(translate("Live", "Articulation"), value, word, _share(share, 0.4, 1.1))


def dissonance_reading(share: float) -> Reading:
    bands = (
        (0.03, translate("Live", "pure")),
        (0.07, translate("Live", "mild")),
        (0.12, translate("Live", "spiced")),
    )
    word = _banded(share, bands, translate("Live", "rough"))
    name = translate("Live", "Dissonance")
    return Reading(name, f"{share * 100:.0f} %", word, _share(share, 0.0, 0.2))


def brightness_reading(share: float) -> Reading:
    bands = (
        (0.3, translate("Live", "dark")),
        (0.5, translate("Live", "warm")),
        (0.7, translate("Live", "clear")),
    )
    word = _banded(share, bands, translate("Live", "bright"))
    name = translate("Live", "Timbre")
    return Reading(name, f"{share * 100:.0f} %", word, _share(share, 0.0, 1.0))


def mapping_words(music: MusicState) -> str:
    """Whether the mapping is this client's own, and how it differs."""
    if music.weights_version == 0:
        plain = translate("Live", "The clinical mapping, not yet personal.")
        return sentence(music.weights_reason) or plain
    head = translate("Live", "Personal mapping, version {0}.").format(music.weights_version)
    return f"{head} {sentence(music.weights_reason)}".strip()


def rated_words(bar: Bar | None, score: int | None, fits: bool | None) -> str:
    """'Rated bar 12: 4'."""
    if bar is None:
        return translate("Live", "Nothing has been heard yet to rate.")
    if score is not None:
        judged = str(score)
    else:
        judged = translate("Live", "fits") if fits else translate("Live", "does not fit")
    return translate("Live", "Rated bar {bar}: {judged}").format(bar=bar.index + 1, judged=judged)


def teaches_nothing(snapshot: LiveSnapshot) -> bool:
    """Whether a rating given now, which the client allowed to learn from, comes in doubt."""
    estimate = snapshot.estimate
    confidence = 0.0 if estimate is None else estimate.confidence
    return Purpose.PERSONALISE in snapshot.client.consents and confidence < LEAST_CONFIDENCE


def doubtful_words() -> str:
    return translate("Live", "Kept, but in doubt what the client feels it changes nothing.")
