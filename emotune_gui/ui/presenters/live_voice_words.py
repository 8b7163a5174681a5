"""The voice in words: what is heard, how surely, why not more surely, and how much it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.live import LiveSnapshot, SourceState, SourceStatus
from emotune_gui.domain.session import Purpose
from emotune_gui.domain.voice import VoiceEmotion, VoiceReading, VoiceState
from emotune_gui.ui import wording
from emotune_gui.ui.presenters.live_quality import Reason
from emotune_gui.ui.presenters.live_words import Status, feeling_word
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.widgets.sides_bar import Sides

translate = QCoreApplication.translate

FIRST_TOLD = ("clipped", "music", "noisy", "faint", "short", "learning")
"""The most helpful to mend first."""
FRESH_S = 1.0
"""An opinion younger than this is 'now'."""


@dataclass(frozen=True, slots=True)
class VoiceWords:
    """What the panel shows. `emotion` is None when nothing is claimed of the voice."""

    state: str
    heard: bool
    """Whether there is a level to show."""
    speaking: bool = False
    opinion: str = ""
    age: str = ""
    emotion: VoiceEmotion | None = None
    strength: float = 0.0
    sentence: str = ""
    alarm: bool = False


def listens(microphone: SourceStatus | None) -> bool:
    """Whether this session has anything to listen to, so that the voice deserves its panel."""
    deaf = (SourceState.NOT_CONSENTED, SourceState.UNAVAILABLE)
    return microphone is not None and microphone.state not in deaf


def voice_shown(emotions: Iterable[Emotion]) -> tuple[VoiceEmotion, ...]:
    """The voice's emotions for the therapist's choice: calm always, contempt is never heard."""
    heard = {emotion.value for emotion in VoiceEmotion}
    wanted = [VoiceEmotion(e.value) for e in emotions if e.value in heard]
    place = wanted.index(VoiceEmotion.NEUTRAL) if VoiceEmotion.NEUTRAL in wanted else len(wanted)
    return (*wanted[:place], VoiceEmotion.CALM, *wanted[place:])


def reason(code: str) -> Reason:
    """The words for a code of `VoiceReading.notes`; an unknown code is given as it is."""
    reasons = {
        "clipped": Reason(
            translate("Voice", "too loud"),
            translate("Voice", "Too loud for the microphone: turn it down or move it away."),
        ),
        "music": Reason(
            translate("Voice", "music"),
            translate("Voice", "Music is heard too: turn the speakers away."),
        ),
        "noisy": Reason(
            translate("Voice", "noise"),
            translate("Voice", "Noise beside the voice: bring the microphone closer."),
        ),
        "faint": Reason(
            translate("Voice", "faint"),
            translate("Voice", "Faint: bring the microphone closer or turn it up."),
        ),
        "short": Reason(
            translate("Voice", "little speech"),
            translate("Voice", "Little speech so far; less sure."),
        ),
        "learning": Reason(
            translate("Voice", "new voice"),
            translate("Voice", "This voice is not known yet; less sure until more is heard."),
        ),
    }
    plain = code.replace("_", " ")
    return reasons.get(code, Reason(plain, f"{plain[:1].upper()}{plain[1:]}."))


def reason_words(codes: Iterable[str]) -> str:
    """The first reason with its remedy, the others by name; empty when there is none."""
    known = {code: place for place, code in enumerate(FIRST_TOLD)}
    ordered = sorted(dict.fromkeys(codes), key=lambda code: known.get(code, len(known)))
    if not ordered:
        return ""
    first = reason(ordered[0]).phrase
    others = ", ".join(reason(code).word for code in ordered[1:])
    return first if not others else translate("Voice", "{0} Also: {1}.").format(first, others)


def age_words(seconds: float) -> str:
    """How old an opinion is: 'now', '3 s ago'."""
    if seconds < FRESH_S:
        return translate("Voice", "now")
    return translate("Voice", "{0} s ago").format(round(seconds))


def voice_words(
    snapshot: LiveSnapshot,
    notes: Sequence[str],
    present: float,
    *,
    speaking: bool,
    loud: bool = False,
) -> VoiceWords:
    """`notes`, `speaking` and `loud` (something is heard) are calmer than the newest reading;
    `present` is the clock's now."""
    microphone, reading = snapshot.microphone, snapshot.voice
    if microphone is None or microphone.state is not SourceState.LIVE:
        return _deaf(microphone)
    if snapshot.muted:
        words = translate("Voice", "Nothing is heard until you press M again.")
        return VoiceWords(translate("Voice", "muted"), False, sentence=words)
    if reading is None or reading.state is VoiceState.OFF:
        return VoiceWords(translate("Voice", "beginning to listen"), False)
    quiet = translate("Voice", "no speech") if loud else translate("Voice", "silent")
    state = translate("Voice", "speaking") if speaking else quiet
    said = reason_words(notes)
    if reading.probabilities is None or reading.heard_at is None:
        waiting = translate("Voice", "Waiting for speech; nothing is claimed without it.")
        return VoiceWords(state, True, speaking, sentence=said or waiting)
    top = reading.probabilities.top
    return VoiceWords(
        state,
        True,
        speaking,
        f"{feeling_word(top)}, {wording.confidence_word(reading.confidence)}",
        age_words(max(0.0, present - reading.heard_at)),
        top,
        reading.confidence,
        said,
    )


def _deaf(microphone: SourceStatus | None) -> VoiceWords:
    """The microphone is not there, or not just now; its own message says more."""
    if microphone is None:
        return VoiceWords(translate("Voice", "microphone off"), False)
    alarm = microphone.state in (SourceState.LOST, SourceState.UNAVAILABLE)
    return VoiceWords(
        _state_word(microphone.state), False, sentence=sentence(microphone.message), alarm=alarm
    )


def _state_word(state: SourceState) -> str:
    words = {
        SourceState.OPENING: translate("Voice", "opening the microphone"),
        SourceState.LOST: translate("Voice", "lost, trying to reconnect"),
        SourceState.ENDED: translate("Voice", "the recording is over"),
        SourceState.UNAVAILABLE: translate("Voice", "no microphone"),
        SourceState.NOT_CONSENTED: translate("Voice", "not consented to"),
    }
    return words.get(state, "")


def sides(snapshot: LiveSnapshot) -> Sides:
    """How much each side weighs just now; one line where there is no voice to weigh."""
    microphone, estimate = snapshot.microphone, snapshot.estimate
    if microphone is None and Purpose.ANALYSE_VOICE in snapshot.client.consents:
        return Sides(translate("Voice", "Voice: no microphone in this session"))
    if microphone is None:
        words = _state_word(SourceState.NOT_CONSENTED)
        return Sides(translate("Voice", "Voice: {0}").format(words))
    if not listens(microphone):
        line = translate("Voice", "Voice: {0}").format(_state_word(microphone.state))
        alarm = microphone.state is SourceState.UNAVAILABLE
        return Sides(line, alarm=alarm, detail=sentence(microphone.message))
    if estimate is None or estimate.face_weight + estimate.voice_weight <= 0.0:
        return Sides(translate("Voice", "Neither face nor voice says anything"))
    share = estimate.face_weight / (estimate.face_weight + estimate.voice_weight)
    face = round(100 * share)
    return Sides(
        translate("Voice", "face {0} %").format(face),
        _voice_side(snapshot, 100 - face),
        share,
        alarm=microphone.state is SourceState.LOST,
        detail=translate("Voice", "How much face and voice count in what is believed now"),
    )


def told_from(estimate: EmotionEstimate) -> str:
    """What an estimate was told from, for the affect grid; empty means the face alone."""
    if estimate.voice_weight <= 0.0:
        return ""
    if estimate.face_weight <= 0.0:
        return translate("Voice", "voice")
    return translate("Voice", "face and voice")


def _voice_side(snapshot: LiveSnapshot, percent: int) -> str:
    if percent > 0:
        return translate("Voice", "voice {0} %").format(percent)
    if snapshot.microphone is not None and snapshot.microphone.state is SourceState.LOST:
        return translate("Voice", "voice lost")
    if snapshot.muted:
        return translate("Voice", "voice muted")
    if _says_nothing(snapshot.voice):
        return translate("Voice", "voice silent")
    return translate("Voice", "voice 0 %")


def _says_nothing(reading: VoiceReading | None) -> bool:
    return reading is None or reading.state is not VoiceState.SPEAKING


def microphone_status(snapshot: LiveSnapshot) -> Status | None:
    """The dot in the page's head; None where nothing is to listen."""
    microphone = snapshot.microphone
    if not listens(microphone) or microphone is None:
        return None
    if microphone.state is not SourceState.LIVE:
        lost = microphone.state is SourceState.LOST
        words = translate("Voice", "Voice lost") if lost else translate("Voice", "Voice off")
        return Status(words, False, lost)
    if snapshot.muted:
        return Status(translate("Voice", "Voice muted"), False)
    return Status(translate("Voice", "Voice on"), True)
