"""What is written about a session: marks and notes at their times, its note, a private one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from emotune_gui.domain.review import NoteKind, NoteState, NoteText, SessionNote
from emotune_gui.domain.session import Marker, StoredMarker
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.consents import taker_word
from emotune_gui.ui.presenters.review_drafts import (
    DraftKeeper,
    NoteContent,
    OpenWritten,
    content_of,
)
from emotune_gui.ui.wording import moment_words, shortened, translate

QUOTED = 40


@dataclass(frozen=True, slots=True)
class TimedRow:
    """A marker or a note at its second, newest wording."""

    t: float
    text: str
    marker: StoredMarker | None = None
    note: SessionNote | None = None

    @property
    def locked(self) -> bool:
        return self.note is not None and self.note.state is NoteState.LOCKED


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """The session's note as the page shows it."""

    content: NoteContent
    locked: bool
    state: str
    """'Draft, saved 14:05', 'Locked today 14:06 by therapist', or empty."""
    amendments: tuple[tuple[str, str], ...] = ()
    """When and by whom, and the text."""


class NotesView(Protocol):
    def show_timed(self, rows: Sequence[TimedRow]) -> None: ...

    def show_note(self, note: WrittenNote, private: bool) -> None: ...

    def show_note_state(self, words: str, private: bool) -> None:
        """Saved while it is written; the fields stay as they are."""

    def show_marks(self, markers: Sequence[Marker], notes: Sequence[NoteText]) -> None:
        """What the time axis is to show from now on."""

    def show_notice(self, sentence: str) -> None: ...

    def show_offer(self, sentence: str, label: str, action: Callable[[], object]) -> None: ...


class NotesPresenter:
    """GUI thread."""

    def __init__(self, view: NotesView, open_store: OpenWritten, tasks: Tasks) -> None:
        self._view, self._open, self._tasks = view, open_store, tasks
        self._session_id = 0
        self._markers: tuple[StoredMarker, ...] = ()
        self._notes: tuple[SessionNote, ...] = ()
        self._public, self._private = self._keepers()

    def _keepers(self) -> tuple[DraftKeeper, DraftKeeper]:
        public, private = (
            DraftKeeper(
                *(self._open, self._tasks, self._saved, self._view.show_notice, self._session_id),
                private=private,
            )
            for private in (False, True)
        )
        return public, private

    def open(self, session_id: int) -> None:
        """Read in the background; the fields are empty until then."""
        self._session_id = session_id
        self._markers, self._notes = (), ()
        self._public, self._private = self._keepers()
        for private in (False, True):
            self._show_note(private)
        self._read(self._opened)

    @property
    def waiting(self) -> bool:
        """Whether anything written is not yet on the disk."""
        return self._public.waiting or self._private.waiting

    def put(self, content: NoteContent, *, private: bool) -> None:
        """What stands in the fields, a moment after the last key."""
        self._keeper(private).put(content)

    def lock(self, content: NoteContent, *, private: bool) -> None:
        self._keeper(private).lock(content)

    def amend(self, text: str, *, private: bool) -> None:
        self._keeper(private).amend(text)

    def add_note(self, t: float, text: str) -> None:
        session_id = self._session_id
        self._change(lambda: self._open().notes.write(session_id, NoteKind.REMARK, text, t=t))

    def add_marker(self, t: float, label: str) -> None:
        session_id = self._session_id
        self._change(lambda: self._open().markers.add(session_id, Marker(t, label)))

    def reword(self, row: TimedRow, text: str) -> None:
        """Another text for a mark or note; a locked note gets an amendment."""
        marker, note = row.marker, row.note
        if marker is not None:
            self._change(lambda: self._open().markers.edit(marker.id, label=text))
        elif note is not None and row.locked:
            self._change(lambda: self._open().notes.amend(note.id, text))
        elif note is not None:
            self._change(lambda: self._open().notes.edit(note.id, text))

    def delete(self, row: TimedRow) -> None:
        """At once, with an offer to undo it."""
        marker, note = row.marker, row.note
        quoted = shortened(row.text, QUOTED)
        if marker is not None:
            said = translate("Notes", "Mark “{0}” deleted.").format(quoted)
            self._remove(
                lambda: self._open().markers.delete(marker.id), said, self._restore_marker(marker)
            )
        elif note is not None:
            said = translate("Notes", "Note “{0}” deleted.").format(quoted)
            self._remove(lambda: self._open().notes.delete(note.id), said, self._restore(note))

    def _restore_marker(self, marker: StoredMarker) -> Callable[[], object]:
        again = Marker(marker.t, marker.label)
        return lambda: self._open().markers.add(marker.session_id, again)

    def _restore(self, note: SessionNote) -> Callable[[], object]:
        return lambda: self._open().notes.restore(note)

    def _remove(self, work: Callable[[], object], said: str, undo: Callable[[], object]) -> None:
        def removed(_: object) -> None:
            self._view.show_offer(said, translate("Notes", "Undo"), lambda: self._change(undo))
            self._read(self._listed)

        self._tasks.act(work, removed, self._view.show_notice)

    def _change(self, work: Callable[[], object]) -> None:
        self._tasks.act(work, lambda _: self._read(self._listed), self._view.show_notice)

    def _read(
        self, done: Callable[[tuple[Sequence[StoredMarker], Sequence[SessionNote]]], None]
    ) -> None:
        session_id = self._session_id

        def work() -> tuple[Sequence[StoredMarker], Sequence[SessionNote]]:
            store = self._open()
            notes = store.notes.of_session(session_id, include_private=True)
            return store.markers.of_session(session_id), notes

        self._tasks.load("written", work, done, self._view.show_notice)

    def _opened(self, read: tuple[Sequence[StoredMarker], Sequence[SessionNote]]) -> None:
        self._markers, self._notes = tuple(read[0]), tuple(read[1])
        for keeper, private in ((self._public, False), (self._private, True)):
            keeper.begin(_session_note(self._notes, private=private))
            self._show_note(private)
        self._view.show_timed(timed_rows(self._markers, self._notes))

    def _listed(self, read: tuple[Sequence[StoredMarker], Sequence[SessionNote]]) -> None:
        """Marks have changed; the session's notes are left as they are being written."""
        self._markers, self._notes = tuple(read[0]), tuple(read[1])
        rows = timed_rows(self._markers, self._notes)
        self._view.show_timed(rows)
        self._view.show_marks(
            [Marker(row.t, row.text) for row in rows if row.marker is not None],
            [NoteText(row.t, row.text) for row in rows if row.note is not None],
        )

    def _saved(self, note: SessionNote) -> None:
        if note.session_id != self._session_id:
            return
        root = note.amends if note.amends is not None else note.id
        others = [n for n in self._notes if n.id != note.id]
        self._notes = (*others, note)
        if note.state is NoteState.DRAFT:
            words = translate("Notes", "Draft, saved {0}").format(_clock(note.changed_at))
            self._view.show_note_state(words, note.private)
        elif root is not None:
            self._show_note(note.private)

    def _show_note(self, private: bool) -> None:
        note = self._keeper(private).note
        amendments = tuple(
            (_signed(n), n.text) for n in self._notes if note and n.amends == note.id
        )
        locked = self._keeper(private).locked
        self._view.show_note(
            WrittenNote(content_of(note), locked, _state_words(note), amendments), private
        )

    def _keeper(self, private: bool) -> DraftKeeper:
        return self._private if private else self._public


def _session_note(notes: Sequence[SessionNote], *, private: bool) -> SessionNote | None:
    """The newest that is no remark; a draft before what is locked."""
    found = [
        n
        for n in notes
        if n.private is private and n.amends is None and (private or n.kind is not NoteKind.REMARK)
    ]
    return max(found, key=lambda n: (n.state is NoteState.DRAFT, n.id), default=None)


def timed_rows(
    markers: Sequence[StoredMarker], notes: Sequence[SessionNote]
) -> tuple[TimedRow, ...]:
    """In order; a note's newest amendment is how it now reads."""
    newest = {n.amends: n for n in sorted(notes, key=lambda n: n.id) if n.amends is not None}
    rows = [TimedRow(m.t, m.label, marker=m) for m in markers]
    rows += [
        TimedRow(n.t, newest.get(n.id, n).text, note=n)
        for n in notes
        if n.kind is NoteKind.REMARK and n.amends is None and not n.private
    ]
    return tuple(sorted(rows, key=lambda row: row.t))


def _state_words(note: SessionNote | None) -> str:
    if note is None:
        return ""
    if note.state is NoteState.DRAFT:
        return translate("Notes", "Draft, saved {0}").format(_clock(note.changed_at))
    return translate("Notes", "Locked {0}").format(_signed(note))


def _signed(note: SessionNote) -> str:
    """'today 14:06 by therapist'."""
    when = note.locked_at or note.created_at
    return translate("Notes", "{when} by {who}").format(
        when=moment_words(when, datetime.now(UTC)), who=taker_word(note.locked_by or note.by)
    )


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone():%H:%M}"
