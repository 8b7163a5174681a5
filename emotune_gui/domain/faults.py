"""Errors that reach a person, and the values that carry them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EmoTuneError(Exception):
    """Something a user can act on; its text is one plain sentence without jargon."""


class SourceUnavailable(EmoTuneError):
    """A camera or recording cannot be opened or read at all."""


class SourceLost(EmoTuneError):
    """A camera that was open stopped answering; the caller may reopen it."""


class EndOfSource(EmoTuneError):
    """A recording has no further frame."""


class SoundUnavailable(EmoTuneError):
    """No sound device can be opened; the session goes on silent."""


class StorageError(EmoTuneError):
    """The database cannot be opened or written."""


class NewerDatabase(StorageError):
    """The database was written by a later version of the program."""


class Overtaken(StorageError):
    """What a change goes out from is in force no more; it may be made anew from what now is."""


class InvalidInput(EmoTuneError):
    """A value that a person typed cannot be taken; the text says which and why."""


class Severity(StrEnum):
    NOTICE = "notice"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Fault:
    """`message` is for the user; `detail` (a traceback) for the log only."""

    t: float
    where: str
    message: str
    detail: str = ""
    severity: Severity = Severity.FAULT
