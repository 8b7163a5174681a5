"""The lock: hides all that is a client's, on demand or when nobody has touched the program."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import Protocol

from emotune_gui.ui.background import Tasks
from emotune_gui.ui.wording import translate

FEWEST_DIGITS, MOST_DIGITS = 4, 64
WAIT_S = (0.0, 0.0, 0.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds to wait after so many wrong PINs in a row, the last one for all that follow."""
_SCRYPT = {"n": 2**14, "r": 8, "p": 1}
"""RFC 7914's interactive setting, some 50 ms: never on the GUI thread."""


def pin_problem(pin: str) -> str:
    """One sentence on why this cannot be a PIN; empty when it can (or is empty: no PIN)."""
    if pin and not FEWEST_DIGITS <= len(pin) <= MOST_DIGITS:
        words = translate("Lock", "A PIN has {0} to {1} characters.")
        return words.format(FEWEST_DIGITS, MOST_DIGITS)
    return ""


def hashed(pin: str, salt: bytes | None = None) -> str:
    """'salt:hash' in hexadecimal, by scrypt; empty for no PIN. Slow."""
    if not pin:
        return ""
    salt = salt or secrets.token_bytes(16)
    made = hashlib.scrypt(pin.encode(), salt=salt, **_SCRYPT)
    return f"{salt.hex()}:{made.hex()}"


def matches(pin: str, stored: str) -> bool:
    """Whether this PIN is the one stored. What is stored but unreadable is matched by nothing."""
    salt, _, known = stored.partition(":")
    try:
        made = hashlib.scrypt(pin.encode(), salt=bytes.fromhex(salt), **_SCRYPT)
    except ValueError:
        return False
    return hmac.compare_digest(made.hex(), known)


class LockView(Protocol):
    def cover(self, *, asks_pin: bool) -> None:
        """Hide everything."""

    def uncover(self) -> None: ...

    def show_refused(self, sentence: str, wait_s: float) -> None:
        """The PIN was wrong; nothing is taken for `wait_s` seconds."""


class LockPresenter:
    """GUI thread only. `now` in monotonic seconds; `look` is to be called every few seconds."""

    def __init__(self, view: LockView, tasks: Tasks, now: Callable[[], float]) -> None:
        self._view, self._tasks, self._now = view, tasks, now
        self._touched_at = now()
        self._wrong = 0
        self._free_at = 0.0
        self._waiting: list[Callable[[], object]] = []
        self.locked = False
        self.pin = ""
        """As `hashed` made it; empty unlocks by the key alone."""
        self.after_s = 0.0
        """Locks by itself after so long without input; 0 never."""

    def touched(self) -> None:
        """Somebody uses the program."""
        self._touched_at = self._now()

    def look(self) -> None:
        """Lock when nobody has touched the program for long enough."""
        if not self.locked and self.after_s and self._now() - self._touched_at >= self.after_s:
            self.lock()

    def lock(self) -> None:
        if self.locked:
            return
        self.locked = True
        self._view.cover(asks_pin=bool(self.pin))

    def unlock(self, pin: str = "") -> None:
        """With a PIN set, only that opens; it is tried in the background."""
        if not self.locked or self._now() < self._free_at:
            return
        if not self.pin:
            self._open()
            return
        stored = self.pin
        self._tasks.act(
            lambda: matches(pin, stored),
            lambda right: self._open() if right else self._refuse(),
            lambda _sentence: self._refuse(),
        )

    def when_open(self, action: Callable[[], object]) -> None:
        """At once, or when the lock is opened: for what would show a client's name."""
        if self.locked:
            self._waiting.append(action)
        else:
            action()

    def _open(self) -> None:
        self.locked, self._wrong = False, 0
        self.touched()
        self._view.uncover()
        waiting, self._waiting = self._waiting, []
        for action in waiting:
            action()

    def _refuse(self) -> None:
        self._wrong += 1
        wait = WAIT_S[min(self._wrong, len(WAIT_S) - 1)]
        self._free_at = self._now() + wait
        words = translate("Lock", "That is not the PIN.")
        if wait:
            words += " " + translate("Lock", "Try again in {0} seconds.").format(round(wait))
        self._view.show_refused(words, wait)
