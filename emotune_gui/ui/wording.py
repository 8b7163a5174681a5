"""The window's words for domain values: emotions, strategies, modes, purposes, times."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from emotune_gui.domain.emotion import Affect, Emotion
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.music import Mode, Part
from emotune_gui.domain.session import (
    RATING_ROUND,
    Plan,
    Purpose,
    SessionInfo,
    SessionState,
    Strategy,
)
from emotune_gui.domain.voice import VoiceEmotion
from emotune_gui.ui.language import ENGLISH, figure, spoken

translate = QCoreApplication.translate


def emotion_word(emotion: Emotion | VoiceEmotion) -> str:
    """The noun, for charts: 'happiness'."""
    words: dict[str, str] = {
        Emotion.NEUTRAL: translate("Words", "neutral"),
        Emotion.HAPPINESS: translate("Words", "happiness"),
        Emotion.SURPRISE: translate("Words", "surprise"),
        Emotion.SADNESS: translate("Words", "sadness"),
        Emotion.ANGER: translate("Words", "anger"),
        Emotion.DISGUST: translate("Words", "disgust"),
        Emotion.FEAR: translate("Words", "fear"),
        Emotion.CONTEMPT: translate("Words", "contempt"),
        VoiceEmotion.CALM: translate("Words", "calm"),
    }
    return words[emotion]


def confidence_word(confidence: float) -> str:
    if confidence >= 0.75:
        return translate("Words", "sure")
    if confidence >= 0.5:
        return translate("Words", "fairly sure")
    if confidence >= 0.25:
        return translate("Words", "unsure")
    return translate("Words", "very unsure")


def face_state_word(state: str) -> str:
    words = {
        FaceState.FACE.value: translate("Words", "face"),
        FaceState.NO_FACE.value: translate("Words", "no face"),
        FaceState.SEVERAL_FACES.value: translate("Words", "several faces"),
        FaceState.TOO_DARK.value: translate("Words", "too dark"),
        FaceState.UNCLEAR.value: translate("Words", "face unclear"),
    }
    return words.get(state, state)


def mode_word(mode: Mode) -> str:
    words = {
        Mode.LYDIAN: translate("Words", "lydian"),
        Mode.IONIAN: translate("Words", "major"),
        Mode.MIXOLYDIAN: translate("Words", "mixolydian"),
        Mode.DORIAN: translate("Words", "dorian"),
        Mode.AEOLIAN: translate("Words", "minor"),
        Mode.PHRYGIAN: translate("Words", "phrygian"),
        Mode.HARMONIC_MINOR: translate("Words", "harmonic minor"),
    }
    return words[mode]


def part_word(part: Part) -> str:
    words = {
        Part.MELODY: translate("Words", "melody"),
        Part.CHORDS: translate("Words", "chords"),
        Part.BASS: translate("Words", "bass"),
        Part.PAD: translate("Words", "pad"),
        Part.COUNTER: translate("Words", "second melody"),
        Part.DRUMS: translate("Words", "drums"),
    }
    return words[part]


def strategy_word(strategy: Strategy) -> str:
    words = {
        Strategy.MATCH: translate("Words", "Match"),
        Strategy.LEAD: translate("Words", "Lead"),
        Strategy.CONTRAST: translate("Words", "Contrast"),
        Strategy.HOLD: translate("Words", "Hold"),
    }
    return words[strategy]


def affect_word(affect: Affect) -> str:
    """The quadrant's everyday name, 'neutral' near the middle."""
    if abs(affect.valence) < 0.15 and abs(affect.arousal) < 0.15:
        return translate("Words", "neutral")
    if affect.valence >= 0:
        return translate("Words", "happy") if affect.arousal >= 0 else translate("Words", "calm")
    return translate("Words", "tense") if affect.arousal >= 0 else translate("Words", "sad")


def plan_words(plan: Plan) -> str:
    """'Lead to calm in 20 min', 'Hold at happy', 'Match'."""
    word = strategy_word(plan.strategy)
    target = affect_word(plan.target)
    if plan.strategy is Strategy.LEAD:
        return translate("Words", "{strategy} to {target} in {minutes} min").format(
            strategy=word, target=target, minutes=figure(plan.lead_minutes, "g")
        )
    if plan.strategy is Strategy.HOLD:
        return translate("Words", "{strategy} at {target}").format(strategy=word, target=target)
    return word


def course_words(info: SessionInfo) -> str:
    """What a session was: its plan, or a rating round."""
    if info.source == RATING_ROUND:
        return translate("Words", "Rating round")
    return plan_words(info.plan)


def purpose_words(purpose: Purpose) -> tuple[str, str]:
    """A consent's title and what it means, for someone who never saw the program."""
    words = {
        Purpose.ANALYSE_FACE: (
            translate("Consent", "Read the face"),
            translate(
                "Consent",
                "The camera is watched live to estimate emotion, and to keep to the same person. "
                "No picture is kept.",
            ),
        ),
        Purpose.ANALYSE_VOICE: (
            translate("Consent", "Listen to the voice"),
            translate(
                "Consent",
                "The microphone is listened to live, for the tone of voice and not for the "
                "words. No sound is ever kept.",
            ),
        ),
        Purpose.STORE_FEATURES: (
            translate("Consent", "Keep the emotion curves"),
            translate(
                "Consent",
                "Estimates are saved as numbers for review, and so are averages of the face at "
                "rest and of the usual voice; nobody can see or hear them. Without this only the "
                "music, markers, notes and ratings are saved.",
            ),
        ),
        Purpose.RECORD_VIDEO: (
            translate("Consent", "Record video"),
            translate("Consent", "Pictures may be recorded and kept with the session."),
        ),
        Purpose.RECORD_AUDIO: (
            translate("Consent", "Record sound"),
            translate("Consent", "The voice may be recorded and kept with the session."),
        ),
        Purpose.PERSONALISE: (
            translate("Consent", "Learn from ratings"),
            translate(
                "Consent",
                "Ratings tune how the music answers this person. "
                "Withdrawing deletes what was learned.",
            ),
        ),
        Purpose.SHARE_SUPERVISION: (
            translate("Consent", "Share in supervision"),
            translate("Consent", "Sessions may be shown to a supervising colleague."),
        ),
    }
    return words[purpose]


def tonic_word(pitch: int) -> str:
    """'E♭' for any E flat; German says B for B♭ and H for B."""
    words = (
        *(translate("Keys", "C"), translate("Keys", "D♭"), translate("Keys", "D")),
        *(translate("Keys", "E♭"), translate("Keys", "E"), translate("Keys", "F")),
        *(translate("Keys", "F♯"), translate("Keys", "G"), translate("Keys", "A♭")),
        *(translate("Keys", "A"), translate("Keys", "B♭"), translate("Keys", "B")),
    )
    return words[pitch % 12]


def note_word(pitch: int) -> str:
    """'C4' for MIDI note 60."""
    return f"{tonic_word(pitch)}{pitch // 12 - 1}"


def clock_time(seconds: float) -> str:
    """'12:34', '1:02:03'; negative times carry a minus."""
    sign = "−" if seconds < 0 else ""
    whole = int(abs(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    if hours:
        return f"{sign}{hours}:{minutes:02d}:{secs:02d}"
    return f"{sign}{minutes:02d}:{secs:02d}"


def length_words(seconds: float) -> str:
    """'48 min', '1 h 12 min', '40 s'."""
    if seconds < 60:
        return translate("Words", "{n} s").format(n=round(seconds))
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours:
        return translate("Words", "{h} h {m} min").format(h=hours, m=minutes)
    return translate("Words", "{n} min").format(n=minutes)


def day_words(moment: datetime, now: datetime) -> str:
    """'today', 'yesterday', '3 days ago', else the date; both in local or both aware."""
    days = (_local(now).date() - _local(moment).date()).days
    if days == 0:
        return translate("Words", "today")
    if days == 1:
        return translate("Words", "yesterday")
    if 1 < days < 7:
        return translate("Words", "{n} days ago").format(n=days)
    return _date(moment)


def moment_words(moment: datetime, now: datetime) -> str:
    """'today 14:05', '3 Nov 2026 14:05'."""
    return f"{day_words(moment, now)} {_local(moment):%H:%M}"


def short_date(moment: datetime, now: datetime) -> str:
    """'12 Nov', with the year when it is another one."""
    local = _local(moment)
    if local.year != _local(now).year:
        return _date(moment)
    return dated(local, translate("Words", "d MMM"))


def session_state_word(state: SessionState) -> str:
    words = {
        SessionState.OPEN: translate("Words", "interrupted"),
        SessionState.ENDED: translate("Words", "complete"),
        SessionState.RECOVERED: translate("Words", "recovered"),
    }
    return words[state]


def session_words(info: SessionInfo, now: datetime) -> str:
    """'Ada, today 14:05, 48 min' for accessible names and lists."""
    return ", ".join(
        (info.client_name, moment_words(info.started_at, now), length_words(info.duration_s))
    )


def shortened(text: str, most: int = 60) -> str:
    """For sentences that quote what a person typed; the ellipsis counts."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def mid_sentence(words: str) -> str:
    """A title as it stands within a line: in small letters where the language writes it so."""
    return words.lower() if spoken() == ENGLISH else words


def _local(moment: datetime) -> datetime:
    return moment.astimezone() if moment.tzinfo is not None else moment


def dated(local: datetime, form: str) -> str:
    """The date in the letters of Qt ('d MMM'), with the language's names of months."""
    return QLocale().toString(QDate(local.year, local.month, local.day), form)


def _date(moment: datetime) -> str:
    return dated(_local(moment), translate("Words", "d MMM yyyy"))
