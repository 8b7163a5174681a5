"""The client's usual voice: begun from what is stored, and stored as it becomes better known."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from emotune_gui.domain.ports import VoiceReader
from emotune_gui.domain.voice import VoiceProfile

_log = logging.getLogger(__name__)

SAVE_EVERY_S = 60.0
"""Seconds of new speech after which the profile is stored again: a crash costs no more."""

Post = Callable[[Callable[[], None]], None]
"""Has an errand done on a thread that may wait for the disk."""


class VoiceStore(Protocol):
    """Where profiles are kept; both raise EmoTuneError."""

    def current(self, client_id: int) -> VoiceProfile | None: ...

    def save(self, client_id: int, profile: VoiceProfile) -> VoiceProfile: ...

    def grow(self, client_id: int, profile: VoiceProfile) -> VoiceProfile: ...


class VoiceMemory:
    """One version a session, which grows with every minute of speech.

    `spoke` runs on the listening thread, `begin` before and `finish` after it.
    """

    def __init__(self, reader: VoiceReader, store: VoiceStore, client_id: int, post: Post) -> None:
        self._reader, self._store, self._client_id = reader, store, client_id
        self._post = post
        self._unsaved_s = 0.0
        self._version: int | None = None

    def begin(self) -> None:
        """Go on from what is known of this client. Raises EmoTuneError when it cannot be read."""
        known = self._store.current(self._client_id)
        if known is None:
            return
        try:
            self._reader.use_profile(known)
        except ValueError:
            # Made with features that this version of the program no longer computes.
            _log.info("voice profile %d is of another feature set: begun anew", known.version)

    def spoke(self, seconds: float) -> None:
        self._unsaved_s += seconds
        if self._unsaved_s >= SAVE_EVERY_S:
            self._save()

    def finish(self) -> None:
        """What was said since the last time; nothing when nothing was."""
        if self._unsaved_s > 0.0:
            self._save()

    def _save(self) -> None:
        self._unsaved_s = 0.0
        profile = self._reader.profile()
        if profile is not None:
            self._post(lambda: self._stored(profile))

    def _stored(self, profile: VoiceProfile) -> None:
        """On the errands thread."""
        if self._version is None:
            self._version = self._store.save(self._client_id, profile).version
        else:
            self._store.grow(self._client_id, replace(profile, version=self._version))
