"""The film of a session: only with consent and choice, on a thread of its own, never in the way."""

from __future__ import annotations

import shutil
import threading
from collections import deque
from contextlib import closing, suppress
from typing import BinaryIO

from emotune_gui.capture.film_writer import UNKNOWN_SIZE, FilmWriter, film_size
from emotune_gui.domain.face import Frame
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.filming import RECORDABLE, FilmingStatus, RecordingInfo
from emotune_gui.domain.ports import Clock
from emotune_gui.domain.session import Purpose
from emotune_gui.domain.voice import SoundBlock
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.request import LiveRequest
from emotune_gui.engine.worker import Finished, Worker
from emotune_gui.storage.opening import Database

PICTURES_WAITING = 8
"""0.3 s; 22 MB of the largest pictures."""
BLOCKS_WAITING = 256
"""8 s of sound."""
PICTURE_SPACING_S = 1 / 25
WAIT_S = 0.1
FIRST_PICTURE_S = 3.0
"""Waited for one, to know its size; then the film begins without."""
LOOK_EVERY_S = 1.0
"""At the client's consents, at the disk and at the file."""
NOTE_EVERY_S = 10.0
LEAST_FREE_BYTES = 256 * 2**20
"""Left to the session's own records."""
ENDING_S = 5.0
NOT_CONSENTED = {
    Purpose.RECORD_VIDEO: "This client has not consented to being filmed; no picture is recorded.",
    Purpose.RECORD_AUDIO: "This client has not consented to sound recording; none is recorded.",
}
WITHDRAWN = {
    Purpose.RECORD_VIDEO: "The consent to being filmed was withdrawn; the picture is recorded no "
    "more.",
    Purpose.RECORD_AUDIO: "The consent to sound recording was withdrawn; the sound is recorded no "
    "more.",
}
FULL = (
    "The recording has ended because the disk is nearly full; the session goes on. Free some space."
)
BROKEN = (
    "The recording has ended because its file cannot be written any more; the session goes on. "
    "Check the disk."
)


class Film:
    """`picture` and `sound` may be called from any thread and never wait; `begin`, `end` belong to
    the conductor. Without consent or choice nothing is ever opened."""

    def __init__(
        self, request: LiveRequest, database: Database, clock: Clock, faults: FaultDesk
    ) -> None:
        self._client = request.client.id
        self._database, self._clock, self._faults = database, clock, faults
        self.asked = request.record & RECORDABLE
        self.allowed = self.asked & request.client.consents
        self._session_id = 0
        self._origin = 0.0
        self._began_at = 0.0
        self._changed = threading.Condition()
        self._pictures: deque[Frame] = deque()
        self._blocks: deque[SoundBlock] = deque()
        self._next_due = 0.0
        self._taking = False
        self._ending = False
        self._writer: FilmWriter | None = None
        self._file: BinaryIO | None = None
        self._worker: Worker | None = None
        self._look_at = self._note_at = 0.0
        self._first_s: float | None = None
        self._taken: set[Purpose] = set()
        self._message = ""
        self.drops = 0

    @property
    def status(self) -> FilmingStatus | None:
        """None where nothing was chosen."""
        if not self.asked:
            return None
        going = self._taking and self._writer is not None
        return FilmingStatus(
            picture=going and Purpose.RECORD_VIDEO in self.allowed & self._taken,
            sound=going and Purpose.RECORD_AUDIO in self.allowed & self._taken,
            seconds=self._seconds(),
            drops=self.drops,
            message=self._message,
        )

    def begin(self, session_id: int, origin: float) -> None:
        """From now on what comes is recorded; `origin` is the session's begin (monotonic)."""
        for purpose in sorted(self.asked - self.allowed):
            self._faults.notice("recording", NOT_CONSENTED[purpose])
        if not self.allowed:
            return
        self._session_id, self._origin = session_id, origin
        self._began_at = self._look_at = self._note_at = self._clock.now()
        self._taking = True
        self._worker = Worker("film", self.step, self._faults)
        self._worker.start()

    def end(self) -> bool:
        """Write what waits and close the file; False when that took too long."""
        with self._changed:
            self._taking, self._ending = False, True
            self._changed.notify_all()
        return self._worker is None or self._worker.join(ENDING_S)

    # From any thread

    def picture(self, frame: Frame) -> None:
        """The frame itself is kept till it is written, not a copy."""
        if not self._taking or Purpose.RECORD_VIDEO not in self.allowed:
            return
        with self._changed:
            if frame.t < self._next_due or frame.t < self._origin:
                return
            self._next_due = max(self._next_due + PICTURE_SPACING_S, frame.t)
            if len(self._pictures) >= PICTURES_WAITING:
                self.drops += 1
                return
            self._pictures.append(frame)
            self._changed.notify()

    def sound(self, block: SoundBlock) -> None:
        if not self._taking or Purpose.RECORD_AUDIO not in self.allowed:
            return
        with self._changed:
            if block.t < self._origin:
                return
            if len(self._blocks) >= BLOCKS_WAITING:
                self.drops += 1
                return
            self._blocks.append(block)
            self._changed.notify()

    # On the film's thread

    def step(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._due() or self._ending, WAIT_S)
            last = self._ending
        try:
            self._write()
            if self._clock.now() >= self._look_at:
                self._look()
        except EmoTuneError as error:
            self._stop(str(error))
        except (OSError, ValueError):
            self._stop(FULL if self._nearly_full() else BROKEN)
        # What came before the end is still written; after a trouble there is nothing left.
        if last or not (self._taking or self._ending):
            self._close()
            raise Finished

    def _due(self) -> bool:
        return bool(self._pictures or self._blocks) and (
            self._writer is not None or self._may_begin()
        )

    def _may_begin(self) -> bool:
        """The size of the pictures is known, or no longer waited for."""
        late = self._clock.now() - self._began_at > FIRST_PICTURE_S
        wanted = Purpose.RECORD_VIDEO in self.allowed
        return bool(self._pictures) or (bool(self._blocks) and (late or not wanted))

    def _write(self) -> None:
        with self._changed:
            pictures, blocks = list(self._pictures), list(self._blocks)
            if not (pictures or blocks) or (self._writer is None and not self._may_begin()):
                return
            self._pictures.clear()
            self._blocks.clear()
        writer = self._writer or self._opened(pictures, blocks)
        for block in blocks:
            writer.sound(block.t - self._origin, block.samples)
            self._taken.add(Purpose.RECORD_AUDIO)
        for frame in pictures:
            writer.picture(frame.t - self._origin, frame.image)
            self._taken.add(Purpose.RECORD_VIDEO)

    def _opened(self, pictures: list[Frame], blocks: list[SoundBlock]) -> FilmWriter:
        size = None
        if Purpose.RECORD_VIDEO in self.allowed:
            first = next(iter(pictures), None)
            size = UNKNOWN_SIZE if first is None else film_size(first.width, first.height)
        sound = Purpose.RECORD_AUDIO in self.allowed
        times = [frame.t for frame in pictures] + [block.t for block in blocks]
        self._first_s = min(times) - self._origin
        self._file = self._database.recordings.begin(
            self._session_id, picture=size is not None, sound=sound, start_s=self._first_s
        )
        self._writer = FilmWriter(self._file, size=size, sound=sound)
        return self._writer

    def _look(self) -> None:
        now = self._clock.now()
        self._look_at = now + LOOK_EVERY_S
        self._heed_consent()
        if self._writer is None:
            return
        if self._nearly_full():
            self._stop(FULL)
        elif not self._database.recordings.files.there(self._session_id):
            self._stop(BROKEN)
        elif now >= self._note_at + NOTE_EVERY_S:
            self._note_at = now
            # A database that is busy just now is told the next time.
            with suppress(EmoTuneError):
                self._note()

    def _heed_consent(self) -> None:
        """A withdrawal counts at once, wherever it was written down."""
        given = self._database.clients.get(self._client).consents
        for purpose in sorted(self.allowed - given):
            with self._changed:
                self.allowed -= {purpose}
                (self._pictures if purpose is Purpose.RECORD_VIDEO else self._blocks).clear()
            self._faults.notice("recording", WITHDRAWN[purpose])
            self._message = WITHDRAWN[purpose]
        if not self.allowed:
            self._taking = False

    @property
    def kept(self) -> RecordingInfo | None:
        """What is stored of it by now; None where nothing is. Raises StorageError."""
        return self._database.recordings.of_session(self._session_id) if self._session_id else None

    def _nearly_full(self) -> bool:
        folder = self._database.recordings.files.folder
        try:
            return folder is not None and shutil.disk_usage(folder).free < LEAST_FREE_BYTES
        except OSError:
            return False

    def _note(self) -> None:
        self._database.recordings.grown(self._session_id, seconds=self._seconds(), drops=self.drops)

    def _seconds(self) -> float:
        if self._writer is None or self._first_s is None:
            return 0.0
        return max(0.0, self._writer.end_s - self._first_s)

    def _stop(self, sentence: str) -> None:
        """The one sentence; nothing is taken in any more."""
        with self._changed:
            self._taking = False
            self._pictures.clear()
            self._blocks.clear()
        self._message = sentence
        self._faults.fault("recording", sentence)

    def _close(self) -> None:
        self._taking = False
        writer, file = self._writer, self._file
        if writer is None or file is None:
            return
        try:
            with closing(file):
                writer.close()
        except OSError:
            if not self._message:
                self._stop(FULL if self._nearly_full() else BROKEN)
        try:
            self._note()
        except EmoTuneError as error:
            self._faults.raised("recording", error)
