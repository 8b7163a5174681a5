"""What a recorder has taken and not yet committed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.domain.review import NoteText, SongPlayed
from emotune_gui.domain.scale import ScaleReading
from emotune_gui.domain.session import Marker, Rating
from emotune_gui.domain.steering import SteeringEvent
from emotune_gui.storage.packing_samples import Sample

T = TypeVar("T")


@dataclass(slots=True)
class Backlog:
    """Records in the order they came. Not safe across threads: the recorder holds its lock."""

    samples: list[Sample] = field(default_factory=list)
    bars: list[tuple[float, Bar, Affect]] = field(default_factory=list)
    played: list[PlayedNote] = field(default_factory=list)
    markers: list[Marker] = field(default_factory=list)
    notes: list[NoteText] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    scales: list[ScaleReading] = field(default_factory=list)
    songs: dict[int, SongPlayed] = field(default_factory=dict)
    """By place in the session: what is known of it now."""
    steered: list[SteeringEvent] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """New records by table; songs and what a hand held are written again, hence not counted."""
        return {
            "emotion_sample": len(self.samples),
            "bar": len(self.bars),
            "played_note": len(self.played),
            "marker": len(self.markers),
            "note": len(self.notes),
            "rating": len(self.ratings),
            "scale_reading": len(self.scales),
        }

    def __len__(self) -> int:
        return sum(self.counts().values()) + len(self.songs) + len(self.steered)

    def latest_s(self) -> float:
        """The latest second of the session that a record speaks of; 0 when empty."""
        times = [s.t for s in self.samples]
        times += [start for start, _, _ in self.bars]
        times += [n.end_s for n in self.played]
        times += [m.t for m in self.markers]
        times += [n.t for n in self.notes]
        times += [r.t for r in self.ratings]
        times += [s.t for s in self.scales]
        times += [song.end_s for song in self.songs.values()]
        times += [event.t for event in self.steered]
        return max(times, default=0.0)

    def before(self, later: Backlog) -> Backlog:
        """This backlog followed by what came later."""
        return Backlog(
            self.samples + later.samples,
            self.bars + later.bars,
            self.played + later.played,
            self.markers + later.markers,
            self.notes + later.notes,
            self.ratings + later.ratings,
            self.scales + later.scales,
            self.songs | later.songs,
            self.steered + later.steered,
        )


@dataclass(frozen=True, slots=True)
class Chunk(Generic[T]):
    """A packed row to write: new, or the last one grown."""

    number: int
    items: Sequence[T]
    new: bool


class Chunks(Generic[T]):
    """Splits a stream into numbered chunks of at most `size`, the last of which still grows.

    `staged` says what to write for new items; only after the commit `accept` takes them over,
    so that a failed commit changes nothing.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._number = 0
        self._open: list[T] = []

    def staged(self, items: Sequence[T]) -> list[Chunk[T]]:
        joined = [*self._open, *items]
        if len(joined) == len(self._open):
            return []
        parts = [joined[k : k + self._size] for k in range(0, len(joined), self._size)]
        return [
            Chunk(self._number + k, part, new=k > 0 or not self._open)
            for k, part in enumerate(parts)
        ]

    def accept(self, items: Sequence[T]) -> None:
        joined = [*self._open, *items]
        full, rest = divmod(len(joined), self._size)
        self._number += full
        self._open = joined[len(joined) - rest :]
