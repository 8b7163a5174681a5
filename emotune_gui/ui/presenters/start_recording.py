"""What is recorded in the session about to begin, in one sentence."""

from __future__ import annotations

from emotune_gui.domain.session import Purpose
from emotune_gui.ui.presenters.microphones import NONE
from emotune_gui.ui.presenters.start_choices import Check, Choices, Grade
from emotune_gui.ui.wording import translate


def recording_check(choices: Choices) -> Check:
    """Said only where something was chosen to be recorded."""
    picture = Purpose.RECORD_VIDEO in choices.record
    sound = Purpose.RECORD_AUDIO in choices.record
    if sound and choices.microphone == NONE:
        words = translate(
            "Start", "Without a microphone no sound is recorded: choose one under “Voice from”."
        )
        return Check(Grade.NOTICE, words)
    if picture and sound:
        words = translate("Start", "The picture and the sound of this session are recorded.")
    elif picture:
        words = translate("Start", "The picture of this session is recorded.")
    else:
        words = translate("Start", "The sound of this session is recorded.")
    if sound and not choices.listens:
        words += " " + translate("Start", "The voice is not analysed.")
    return Check(Grade.READY, words)
