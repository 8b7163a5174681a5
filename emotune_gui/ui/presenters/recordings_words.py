"""What is said of a recording and of all of them: states, speed, time left, results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from emotune_gui.capture.paths import shown_name
from emotune_gui.domain.emotion import EMOTIONS, Emotion, EmotionProbabilities
from emotune_gui.engine.analysing.values import FileResult, FileState, Kind
from emotune_gui.engine.bulk.batches import Row, Standing
from emotune_gui.ui.language import figure
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.wording import clock_time, emotion_word, length_words, translate


def state_word(state: FileState) -> str:
    words = {
        FileState.WAITING: translate("Recordings", "waiting"),
        FileState.RUNNING: translate("Recordings", "under way"),
        FileState.DONE: translate("Recordings", "done"),
        FileState.FAILED: translate("Recordings", "failed"),
        FileState.CANCELLED: translate("Recordings", "cancelled"),
    }
    return words[state]


def standing_word(row: Row) -> str:
    """The cell's words: '42 %', 'done', 'done, in review'."""
    if row.file.state is FileState.RUNNING and row.file.share > 0.0:
        return percent(row.file.share)
    if row.session_id is not None:
        return translate("Recordings", "done, in Review")
    return state_word(row.file.state)


def percent(share: float) -> str:
    return f"{int(100.0 * share)} %"


def name_word(row: Row) -> str:
    return shown_name(row.file.path)


def folder_word(path: Path) -> str:
    return str(path.parent).encode("utf-8", "replace").decode()


def client_word(row: Row) -> str:
    return row.client or ("…" if row.client_id is not None else "—")


def length_word(row: Row) -> str:
    result = row.file.result
    if result is not None and result.kind is Kind.PHOTO:
        return translate("Recordings", "photo")
    return clock_time(row.file.duration_s) if row.file.duration_s > 0.0 else "—"


def speed_word(speed: float) -> str:
    """'7.4×', times as fast as the recording itself."""
    return translate("Recordings", "{0}×").format(figure(speed, ".1f")) if speed > 0.0 else "—"


def left_word(left_s: float | None) -> str:
    return "—" if left_s is None else clock_time(left_s)


def believed(row: Row) -> Emotion | None:
    """What was believed for the longest time."""
    label = None if row.file.result is None else row.file.result.summary.get("label")
    return Emotion(label) if label else None


def believed_word(row: Row) -> str:
    emotion = believed(row)
    if emotion is not None:
        return emotion_word(emotion)
    return "—" if row.file.result is None else translate("Recordings", "nothing")


def shares(result: FileResult) -> EmotionProbabilities | None:
    """Of the time in which an emotion was believed; None where there was none, and for a
    photograph, which is a moment: `engine.bulk.preview` has what is believed of it."""
    seconds = result.summary.get("seconds_by_emotion") or {}
    values = [float(seconds.get(emotion.value, 0.0)) for emotion in EMOTIONS]
    return EmotionProbabilities.normalised(values) if sum(values) > 0.0 else None


def why_words(row: Row) -> str:
    """What is to be said of it beside its state."""
    if row.file.message:
        return sentence(row.file.message)
    if row.remark:
        words = translate("Recordings", "Analysed, but not kept as a session: {0}")
        return words.format(sentence(row.remark))
    if row.file.resumed:
        return translate("Recordings", "It had been analysed before and was not done again.")
    if row.file.state is FileState.CANCELLED:
        return translate("Recordings", "Nothing of it was kept.")
    return ""


def facts_words(result: FileResult) -> str:
    """'02:05, a face in 93 % of it, speech for 40 s', in one line for each fact."""
    told = result.summary
    lines = []
    if result.kind is not Kind.PHOTO:
        lines.append(translate("Recordings", "Length {0}").format(clock_time(told["duration_s"])))
    if result.kind is Kind.PHOTO:
        there = float(told.get("face_share") or 0.0) > 0.0
        yes = translate("Recordings", "A face was found")
        lines.append(yes if there else translate("Recordings", "No face was found"))
    elif result.kind is Kind.FILM and told.get("face_share") is not None:
        line = translate("Recordings", "A face in {0} of the pictures")
        lines.append(line.format(percent(float(told["face_share"]))))
    if told.get("speech_s"):
        line = translate("Recordings", "Speech for {0}")
        lines.append(line.format(length_words(float(told["speech_s"]))))
    lines += _affect_lines(told)
    agreement = told.get("agreement")
    if agreement and agreement.get("kappa") is not None:
        line = translate("Recordings", "Agreement with the labels beside it: kappa {0}")
        lines.append(line.format(figure(float(agreement["kappa"]), ".2f")))
    return "\n".join(lines)


def _affect_lines(told: dict[str, Any]) -> list[str]:
    valence, arousal = told.get("valence"), told.get("arousal")
    if not valence or not arousal:
        return []
    line = translate("Recordings", "Valence {0}, arousal {1} on average")
    return [line.format(_signed(valence["mean"]), _signed(arousal["mean"]))]


def _signed(value: float) -> str:
    # Adding nothing takes the sign from a zero.
    return figure(round(value, 2) + 0.0, "+.2f").replace("-", "−")


def overall_words(standing: Standing) -> str:
    """'12 of 500 done, 3 failed, 7.4× as fast as they last, 12:04 left'."""
    if standing.searching and not standing.rows:
        return translate("Recordings", "Looking for recordings…")
    counts = standing.counts
    parts = [
        translate("Recordings", "{0} of {1} done").format(
            counts.get(FileState.DONE, 0), len(standing.rows)
        )
    ]
    if counts.get(FileState.FAILED):
        parts.append(translate("Recordings", "{0} failed").format(counts[FileState.FAILED]))
    if counts.get(FileState.CANCELLED):
        line = translate("Recordings", "{0} cancelled")
        parts.append(line.format(counts[FileState.CANCELLED]))
    if standing.unfinished and not (standing.paused or standing.held):
        if standing.speed > 0.0:
            line = translate("Recordings", "{0} as fast as they last")
            parts.append(line.format(speed_word(standing.speed)))
        if standing.left_s is not None:
            parts.append(translate("Recordings", "{0} left").format(clock_time(standing.left_s)))
    return ", ".join(parts)


def halted_words(standing: Standing) -> str:
    """Why nothing goes on; empty while it does."""
    if not standing.unfinished:
        return ""
    if standing.held:
        return translate(
            "Recordings",
            "A session runs, so the recordings wait; they go on by themselves when it has ended.",
        )
    if standing.paused:
        return translate("Recordings", "Paused. Go on with Ctrl+P.")
    return ""
