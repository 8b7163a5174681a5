"""The test before a session: light and face, the microphone's level, a tone, space on the disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.session import Purpose
from emotune_gui.ui.presenters.microphones import NONE, SOURCE, Heard
from emotune_gui.ui.presenters.start_choices import (
    Check,
    Choices,
    Grade,
    Known,
    PictureSeen,
    Preflight,
    SourceKind,
    Tried,
    source_spec,
)
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.wording import translate

PLAYED = "played"
LITTLE_SPACE, NO_SPACE = 500 * 10**6, 10 * 10**6
"""Bytes: a session-hour takes some 1.5 MB, the database's own work needs room beside it."""
FAINT_DBFS = -60.0

T = TypeVar("T")


def try_all(choices: Choices, preflight: Preflight) -> Tried:
    """Only what is consented to is opened. Slow; on a background thread."""
    consents = frozenset() if choices.client is None else choices.client.consents
    picture: PictureSeen | str | None = ""
    if choices.kind is SourceKind.CAMERA and Purpose.ANALYSE_FACE in consents and choices.camera:
        picture = _tried(lambda: preflight.look(source_spec(choices)))
    heard: Heard | str = ""
    if choices.listens and choices.microphone not in (NONE, SOURCE, ""):
        heard = _tried(lambda: preflight.hear(choices.microphone))
    tone = ""
    if choices.sound:
        problem = _tried(preflight.tone)
        tone = PLAYED if problem is None else problem
    return Tried(picture, heard, tone)


def _tried(work: Callable[[], T]) -> T | str:
    try:
        return work()
    except EmoTuneError as problem:
        return sentence(str(problem))


def tried_checks(known: Known) -> list[Check]:
    """What the disk and the last test say, each with what to do next."""
    found = []
    if known.free_bytes is not None:
        found.append(_disk(known.free_bytes))
    tried = known.tried
    if tried is None:
        return found
    if tried.picture != "":
        found.append(_picture(tried.picture))
    if tried.heard != "":
        found.append(_heard(tried.heard))
    if tried.tone:
        found.append(_tone(tried.tone))
    return found


def _disk(free: int) -> Check:
    megabytes = free // 10**6
    if free < NO_SPACE:
        words = translate("Start", "The disk is full ({0} MB left): free some space first.")
        return Check(Grade.MISSING, words.format(megabytes))
    if free < LITTLE_SPACE:
        words = translate("Start", "Only {0} MB are left on the disk: free some space soon.")
        return Check(Grade.NOTICE, words.format(megabytes))
    words = translate("Start", "There is space on the disk ({0} GB).")
    return Check(Grade.READY, words.format(f"{free / 10**9:.0f}"))


def _picture(seen: PictureSeen | str | None) -> Check:
    if isinstance(seen, str):
        return Check(Grade.NOTICE, seen)
    if seen is None:
        words = translate("Start", "The camera gives no picture: check its cover or cable.")
        return Check(Grade.NOTICE, words)
    if seen.dark:
        words = translate("Start", "Too dark for a face: turn on a light in front of the client.")
        return Check(Grade.NOTICE, words)
    if seen.faces == 0:
        words = translate("Start", "No face is seen: turn the camera to where the client will sit.")
        return Check(Grade.NOTICE, words)
    if seen.faces > 1:
        words = translate("Start", "{0} faces are seen: choose the client’s in the session.")
        return Check(Grade.NOTICE, words.format(seen.faces))
    return Check(Grade.READY, translate("Start", "One face is seen, in enough light."))


def _heard(heard: Heard | str) -> Check:
    if isinstance(heard, str):
        return Check(Grade.NOTICE, heard)
    if heard.clipped:
        words = translate("Start", "The microphone is too loud: turn its level down.")
        return Check(Grade.NOTICE, words)
    if heard.level_dbfs < FAINT_DBFS:
        words = translate("Start", "The microphone hears nothing: is it muted, or another one?")
        return Check(Grade.NOTICE, words)
    words = translate("Start", "The microphone hears the room ({0} dBFS).")
    return Check(Grade.READY, words.format(round(heard.level_dbfs)))


def _tone(tone: str) -> Check:
    if tone != PLAYED:
        return Check(Grade.NOTICE, tone)
    words = translate("Start", "A tone was played. Heard none? Turn the loudspeakers up.")
    return Check(Grade.READY, words)
