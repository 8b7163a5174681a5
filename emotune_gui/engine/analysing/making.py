"""One recording to all the files that were asked for; nothing appears before it is complete."""

from __future__ import annotations

import errno
import json
import logging
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from emotune_gui.capture.images import is_image
from emotune_gui.capture.paths import require_file
from emotune_gui.capture.quiet import one_thread_opencv
from emotune_gui.capture.sound_file import has_sound
from emotune_gui.capture.video import Film
from emotune_gui.domain.faults import EmoTuneError, InvalidInput, SourceUnavailable
from emotune_gui.domain.ports import FaceReader
from emotune_gui.engine.analysing.agreement import Comparison, no_comparison
from emotune_gui.engine.analysing.beholding import (
    Listening,
    Perception,
    Seen,
    film_seen,
    photo_seen,
    sound_heard,
)
from emotune_gui.engine.analysing.extras import Extras
from emotune_gui.engine.analysing.gathering import made_of, shown_path, summary_of
from emotune_gui.engine.analysing.identity import (
    is_same,
    sha256_of,
    stated,
    versions,
    work_digest,
)
from emotune_gui.engine.analysing.labels import labels_of
from emotune_gui.engine.analysing.partial import claimed, let_go, partial_folder
from emotune_gui.engine.analysing.resuming import KEEP_EVERY_S, KeptReadings, ReaderWithState
from emotune_gui.engine.analysing.sealing import Spoiled, key_of
from emotune_gui.engine.analysing.tables import COLUMNS, VOICE_COLUMNS, Table, cells
from emotune_gui.engine.analysing.tallying import Tally
from emotune_gui.engine.analysing.values import AnalysisOptions, FileResult, Job, Kind
from emotune_gui.engine.analysing.whose_face import WhoseFace
from emotune_gui.perception.opening import load_tracker

_log = logging.getLogger(__name__)

MISSING_S = 0.5
"""A film that ends by so much earlier than it says, or by 2 %, breaks off."""
THERE_EVERY_S = 0.5
"""Between two looks whether the folder for the results is still there."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

GONE = "The folder {0} for the results is no longer there; put it back and try again."
EMPTIED = "What was being written into {0} has been removed; try again."

GoOn = Callable[[float, float], None]
"""Told the place and the length in seconds (0 unknown) now and then; may wait, or raise to stop."""


class Cancelled(Exception):
    """The file is no longer wanted."""


class Interrupted(Exception):
    """The work ends here, to be gone on with another time."""


class NoRoom(InvalidInput):
    """The disk is full: no fault of the film, which can be gone on with once there is room."""


def nobody_asks(position_s: float, duration_s: float) -> None:
    """Go on."""


class Analyst:
    """Analyses recordings one after another in one thread; weights are loaded once.

    A file's results depend on the file and the options alone, not on what came before.
    """

    def __init__(
        self, options: AnalysisOptions, out: Path, keep_every_s: float = KEEP_EVERY_S
    ) -> None:
        """`keep_every_s`: of work, between two times that it is kept for going on later.

        Makes `out` where it is missing, and never again: a folder that was removed later is said.
        Raises EmoTuneError when a photograph of the person was named and cannot be used.
        """
        self._options, self._out, self._keep_every_s = options, out, keep_every_s
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise InvalidInput(refused(problem, out)) from problem
        one_thread_opencv()
        self._face = WhoseFace(options)

    def analyse(self, job: Job, go_on: GoOn = nobody_asks) -> tuple[FileResult, bool]:
        """The results, and whether they were there already. Raises EmoTuneError in one sentence.

        A film that was cut off (`go_on` raised Interrupted, the process died or the disk was full)
        is gone on with.
        """
        require_file(job.path)
        sha256 = sha256_of(job.path, lambda: go_on(0.0, 0.0))
        try:
            try:
                result = self._analysed(job, sha256, go_on)
            except Spoiled as problem:
                _log.warning("“%s” is begun anew: %s", job.name, problem)
                let_go(self._out, sha256)
                result = self._analysed(job, sha256, go_on)
        except (Interrupted, NoRoom):
            raise
        except (EmoTuneError, Cancelled):
            let_go(self._out, sha256)
            raise
        let_go(self._out, sha256)
        return result

    def _analysed(self, job: Job, sha256: str, go_on: GoOn) -> tuple[FileResult, bool]:
        labels = labels_of(job.path, self._options.labels)
        before = summary_of(self._out, job.name)
        comparison = no_comparison() if labels is None else Comparison(labels)
        same = is_same(before, sha256, self._options, comparison.sha256, self._face.digest)
        if same and self._complete(job, before):
            return FileResult(job.path, self._out, job.name, before), True
        with self._parts(job) as parts:
            there = while_there(parts, self._out, go_on)
            summary = self._made(job, parts, comparison, there, sha256)
            head = {"file": shown_path(Path(job.path.name)), "source": shown_path(job.path)}
            summary = head | {"sha256": sha256, "labels_sha256": comparison.sha256} | summary
            _put_in_place(parts, self._out, job.name, summary)
        return FileResult(job.path, self._out, job.name, summary), False

    def _complete(self, job: Job, summary: dict[str, Any]) -> bool:
        return all((self._out / f"{job.name}{e}").is_file() for e in summary.get("files", ("?",)))

    @contextmanager
    def _parts(self, job: Job) -> Iterator[Path]:
        """A folder for what is not complete; gone at the end, whatever comes."""
        parts = partial_folder(self._out, job.name)
        try:
            shutil.rmtree(parts, ignore_errors=True)
            parts.mkdir()
            yield parts
        except OSError as problem:
            kind = NoRoom if problem.errno in _FULL else InvalidInput
            raise kind(unwritable(problem, self._out)) from problem
        finally:
            shutil.rmtree(parts, ignore_errors=True)

    def _made(
        self, job: Job, parts: Path, comparison: Comparison, go_on: GoOn, sha256: str
    ) -> dict[str, Any]:
        with ExitStack() as open_things:
            kind, film = self._kind(job.path)
            if film is not None:
                open_things.callback(film.close)
            told = stated(self._options, self._face.digest)
            run = _Run(self._options, told, job, parts, kind, film, comparison, go_on)
            reader = None if kind is Kind.SOUND else self._face.reader()
            if film is None:
                return run.summary(reader)
            assert reader is not None
            return self._kept(run, job, reader, sha256)

    def _kept(self, run: _Run, job: Job, reader: ReaderWithState, sha256: str) -> dict[str, Any]:
        """The summary of a film; where it is interrupted, it is kept how far it came."""
        readings = KeptReadings(
            reader,
            claimed(self._out, sha256, work_digest(self._options, self._face.digest)),
            key_of(job.path),
            points=self._options.landmarks or self._options.overlay,
            known=self._face.known,
            every_s=self._keep_every_s,
        )
        try:
            return run.summary(readings)
        except Interrupted:
            readings.keep()
            raise

    def _kind(self, path: Path) -> tuple[Kind, Film | None]:
        """What the file is by its content as far as it can be told, else why it is nothing."""
        if is_image(path):
            return Kind.PHOTO, None
        film = Film(path)
        try:
            film.open()
        except SourceUnavailable:
            if not has_sound(path):
                raise
            return Kind.SOUND, None
        return Kind.FILM, film


class _Run:
    """One file under way."""

    def __init__(
        self,
        options: AnalysisOptions,
        told: dict[str, Any],
        job: Job,
        parts: Path,
        kind: Kind,
        film: Film | None,
        comparison: Comparison,
        go_on: GoOn,
    ) -> None:
        self._options, self._told_options = options, told
        self._job, self._parts = job, parts
        self._film, self._comparison, self._go_on = film, comparison, go_on
        self.kind = kind
        self._listening = self._listens()

    def _listens(self) -> Listening | None:
        """Raises InvalidInput for mere sound that is not to be listened to."""
        if self.kind is Kind.SOUND and not self._options.voice:
            raise InvalidInput(
                f"“{self._job.path.name}” is only sound; leave out --no-voice to analyse it."
            )
        wanted = self._options.voice and self.kind is not Kind.PHOTO
        if not wanted or not (self.kind is Kind.SOUND or has_sound(self._job.path)):
            return None
        return Listening(self._job.path)

    def summary(self, reader: FaceReader | None) -> dict[str, Any]:
        """Look at all of it and write the parts; returns what NAME.json is to hold."""
        listening = self._listening
        hear = None if listening is None else listening.now
        perception = Perception(reader, load_tracker(), hear)
        tally = Tally(self._options.every_ms / 1000.0)
        voice = listening is not None
        table = Table(self._parts / ".csv", (*COLUMNS, *(VOICE_COLUMNS if voice else ())))
        extras = Extras(self._parts, self._options, self.kind, self._film)
        with ExitStack() as closing:
            closing.callback(table.close)
            closing.callback(extras.close)
            for seen in self._seen(perception, lambda: self._unseen(reader)):
                table.add(cells(seen, voice))
                tally.add(seen)
                extras.add(seen)
                # At the time that the table tells: a picture at 12 s is not one at 11.9999999.
                self._comparison.add(round(seen.position_s, 6), seen.estimate.label)
                self._go_on(seen.position_s, self._told_length())
            end_s = self._end_s()
            tally.end(end_s)
            extras.finish(self._job.path, end_s)
        return self._told(tally, voice, end_s)

    def _seen(self, perception: Perception, unseen: Callable[[], bool]) -> Iterator[Seen]:
        every_s = self._options.every_ms / 1000.0
        if self.kind is Kind.PHOTO:
            yield photo_seen(self._job.path, perception)
        elif self._film is not None:
            yield from film_seen(self._film, every_s, perception, self._listening, unseen)
        elif self._listening is not None:
            yield from sound_heard(self._listening, every_s, perception)

    def _unseen(self, reader: FaceReader | None) -> bool:
        """Whether the next picture was read before and is not painted on."""
        known = isinstance(reader, KeptReadings) and reader.knows_next
        return known and not self._options.overlay

    def _told_length(self) -> float:
        return 0.0 if self._film is None else self._film.duration_s

    def _end_s(self) -> float:
        if self._film is not None:
            return self._film.end_s
        return 0.0 if self._listening is None else self._listening.end_s

    def _told(self, tally: Tally, voice: bool, end_s: float) -> dict[str, Any]:
        told = {
            "kind": self.kind.value,
            "duration_s": round(end_s, 6),
            "voice": voice,
            "remarks": self._remarks(end_s),
            **tally.told(),
            "options": self._told_options,
            "versions": versions(),
        }
        agreement = self._comparison.told()
        return told if agreement is None else told | {"agreement": agreement}

    def _remarks(self, end_s: float) -> list[str]:
        """What a reader of the results should know of the recording, in sentences."""
        if self._film is None:
            return []
        told_s, damaged, said = self._film.duration_s, self._film.damaged, []
        if told_s - end_s > max(MISSING_S, 0.02 * told_s):
            said.append(f"It breaks off after {end_s:.1f} of {told_s:.1f} seconds.")
        if damaged:
            pieces = "1 damaged piece was" if damaged == 1 else f"{damaged} damaged pieces were"
            said.append(f"{pieces} passed over.")
        return said


def while_there(parts: Path, out: Path, go_on: GoOn) -> GoOn:
    """Goes on as long as there is somewhere to put the results, which an open file does not tell.

    What it returns raises InvalidInput within THERE_EVERY_S of the folder's removal.
    """
    looked = time.monotonic()

    def asked(position_s: float, duration_s: float) -> None:
        nonlocal looked
        go_on(position_s, duration_s)
        if time.monotonic() - looked >= THERE_EVERY_S:
            looked = time.monotonic()
            if not parts.is_dir():
                raise InvalidInput((EMPTIED if out.is_dir() else GONE).format(out))

    return asked


def _put_in_place(parts: Path, out: Path, name: str, summary: dict[str, Any]) -> None:
    """Move what is complete under its names, the summary last: where it is, all is."""
    endings = sorted(file.name for file in parts.iterdir())
    summary |= {"files": [*endings, ".json"]}
    # Made with other options before and still there: they are this recording's all the same.
    older = sorted(made_of(summary_of(out, name)) - set(summary["files"]))
    if older := [ending for ending in older if (out / f"{name}{ending}").exists()]:
        summary |= {"older_files": older}
    # Until all are there the summary says only whose they are, so that nobody takes the name.
    begun = {
        key: summary[key] for key in ("source", "sha256", "files", "older_files") if key in summary
    } | {"complete": False}
    _write_json(parts / ".begun", begun)
    (parts / ".begun").replace(out / f"{name}.json")
    _write_json(parts / ".json", summary)
    for ending in (*endings, ".json"):
        (parts / ending).replace(out / f"{name}{ending}")


def _write_json(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8")


def unwritable(problem: OSError, out: Path) -> str:
    """Of a folder that was there before."""
    if not out.exists() and isinstance(problem, FileNotFoundError):
        return GONE.format(out)
    return refused(problem, out)


def refused(problem: OSError, out: Path) -> str:
    """Also of a folder that never was, and cannot be made."""
    if problem.errno in _FULL:
        return f"There is no room left in {out}; free some space or choose another folder."
    reason = problem.strerror or problem
    return f"The folder {out} cannot be written ({reason}); choose another."


__all__ = ["Analyst", "Cancelled", "GoOn", "Interrupted", "nobody_asks", "refused", "unwritable"]
