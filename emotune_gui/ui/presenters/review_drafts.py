"""A note that saves itself while it is written, is locked once, and amended afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from emotune_gui.domain.review import NOTE_SECTIONS, NoteKind, NoteState, SessionNote
from emotune_gui.domain.session import Marker, StoredMarker
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.wording import translate


class NoteDesk(Protocol):
    """`Database.notes`; background threads only."""

    def of_session(
        self, session_id: int, /, *, include_private: bool = ...
    ) -> Sequence[SessionNote]: ...

    def write(
        self,
        session_id: int,
        kind: NoteKind,
        text: str = ...,
        sections: Mapping[str, str] | None = ...,
        /,
        *,
        t: float = ...,
        private: bool = ...,
    ) -> SessionNote: ...

    def edit(
        self, note_id: int, text: str, sections: Mapping[str, str] | None = ..., /
    ) -> SessionNote: ...

    def lock(self, note_id: int, /) -> SessionNote: ...

    def amend(self, note_id: int, text: str, /) -> SessionNote: ...

    def delete(self, note_id: int, /) -> SessionNote: ...

    def restore(self, note: SessionNote, /) -> SessionNote: ...


class MarkerDesk(Protocol):
    """`Database.markers`; background threads only."""

    def of_session(self, session_id: int, /) -> Sequence[StoredMarker]: ...

    def add(self, session_id: int, marker: Marker, /) -> StoredMarker: ...

    def edit(self, marker_id: int, /, *, label: str | None = ...) -> StoredMarker: ...

    def delete(self, marker_id: int, /) -> StoredMarker: ...


class WrittenStore(Protocol):
    @property
    def notes(self) -> NoteDesk: ...

    @property
    def markers(self) -> MarkerDesk: ...


OpenWritten = Callable[[], WrittenStore]


@dataclass(frozen=True, slots=True)
class NoteContent:
    """What stands in the fields."""

    kind: NoteKind = NoteKind.FREE
    text: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not (self.text.strip() or any(part.strip() for part in self.sections.values()))


def content_of(note: SessionNote | None) -> NoteContent:
    if note is None:
        return NoteContent()
    return NoteContent(note.kind, note.text, dict(note.sections))


def converted(content: NoteContent, kind: NoteKind) -> NoteContent:
    """The same words under another template: parts of one name stay, the rest joins the text."""
    names = NOTE_SECTIONS[kind]
    kept = {name: content.sections[name] for name in names if name in content.sections}
    lost = [
        f"{section_word(name)}: {words}"
        for name, words in content.sections.items()
        if name not in names and words.strip()
    ]
    return NoteContent(kind, "\n\n".join([*filter(None, [content.text]), *lost]), kept)


def section_word(name: str) -> str:
    words = {
        "subjective": translate("Notes", "Subjective"),
        "objective": translate("Notes", "Objective"),
        "assessment": translate("Notes", "Assessment"),
        "plan": translate("Notes", "Plan"),
        "data": translate("Notes", "Data"),
    }
    return words.get(name, name)


class DraftKeeper:
    """One note of one session: the report's or the private one. GUI thread; another session gets
    another keeper, while this one still finishes what it has to store.

    `changed` is told whatever was stored, `failed` one sentence. Saves follow one another: the
    newest words wait while older ones are being written.
    """

    def __init__(
        self,
        open_store: OpenWritten,
        tasks: Tasks,
        changed: Callable[[SessionNote], None],
        failed: Callable[[str], None],
        session_id: int = 0,
        *,
        private: bool = False,
    ) -> None:
        self._open, self._tasks = open_store, tasks
        self._changed, self._failed = changed, failed
        self._private = private
        self._session_id = session_id
        self._known = False
        self._busy = False
        self._pending: NoteContent | None = None
        self._locking = False
        self.note: SessionNote | None = None

    def begin(self, note: SessionNote | None) -> None:
        """What was stored before is known now; until then nothing is taken."""
        self.note, self._known = note, True

    @property
    def locked(self) -> bool:
        return self.note is not None and self.note.state is NoteState.LOCKED

    @property
    def waiting(self) -> bool:
        """Whether words are not yet on the disk."""
        return self._busy or self._pending is not None

    def put(self, content: NoteContent) -> None:
        """Store these words, unless they are stored already or there are none."""
        nothing_new = content == content_of(self.note) or (self.note is None and content.empty)
        if not self._known or self.locked or (nothing_new and not self._busy):
            return
        self._pending = content
        self._go_on()

    def lock(self, content: NoteContent) -> None:
        """For good, with time and author; what is in the fields is stored first."""
        if self.locked or not self._known:
            return
        self._locking = True
        self.put(content)
        self._go_on()

    def amend(self, text: str) -> None:
        """Beside a locked note; the old text stays."""
        note = self.note
        if note is not None:
            self._tasks.act(
                lambda: self._open().notes.amend(note.id, text), self._changed, self._failed
            )

    def _go_on(self) -> None:
        if self._busy:
            return
        content, self._pending = self._pending, None
        if content is not None:
            self._store(content)
        elif self._locking:
            self._lock_now()

    def _store(self, content: NoteContent) -> None:
        session_id, note = self._session_id, self.note
        self._busy = True

        def work() -> SessionNote:
            notes = self._open().notes
            if note is not None and note.kind is content.kind:
                return notes.edit(note.id, content.text, content.sections)
            made = notes.write(
                session_id, content.kind, content.text, content.sections, private=self._private
            )
            if note is not None:
                notes.delete(note.id)
            return made

        self._tasks.act(work, self._stored, self._refused)

    def _stored(self, note: SessionNote) -> None:
        self.note, self._busy = note, False
        self._changed(note)
        self._go_on()

    def _lock_now(self) -> None:
        note = self.note
        self._locking = False
        if note is None:
            self._failed(
                translate("Notes", "The note is empty: write something before locking it.")
            )
            return
        self._busy = True
        self._tasks.act(
            lambda: self._open().notes.lock(note.id),
            self._stored,
            self._refused,
        )

    def _refused(self, sentence: str) -> None:
        self._busy = self._locking = False
        self._failed(sentence)
