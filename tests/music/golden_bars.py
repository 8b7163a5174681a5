"""Bars as readable note lists. `python -m tests.music.golden_bars` writes the golden files anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from emotune_gui.domain.music import Bar, Note
from tests.music.walking import composed, steady, wandering

GOLDEN = Path(__file__).parent / "golden"
_NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")


def cases() -> dict[str, Callable[[], list[Bar]]]:
    return {
        "happy": lambda: composed(1, steady("happy", 8)),
        "tense": lambda: composed(2, steady("tense", 8)),
        "sad": lambda: composed(3, steady("sad", 8)),
        "calm": lambda: composed(4, steady("calm", 8)),
        "neutral": lambda: composed(5, steady("neutral", 8)),
        "wandering": lambda: composed(6, wandering(6, 12)),
    }


def readable(bars: Sequence[Bar]) -> str:
    """One heading a bar, one line a part: onset:pitch/duration(velocity,rank) ..."""
    lines: list[str] = []
    for bar in bars:
        parameters = bar.parameters
        lines.append(
            f"bar {bar.index} {bar.beats}/4 {_NAMES[bar.tonic]} {parameters.mode.value} "
            f"{bar.chord}{' cadence' if bar.cadence else ''} {parameters.tempo_bpm:.1f} bpm"
        )
        for part in sorted({note.part for note in bar.notes}):
            written = " ".join(_note(note) for note in bar.notes if note.part is part)
            lines.append(f"  {part.value}: {written}")
    return "\n".join(lines) + "\n"


def _note(note: Note) -> str:
    pitch = f"{_NAMES[note.pitch % 12]}{note.pitch // 12 - 1}"
    return f"{note.onset:g}:{pitch}/{note.duration:g}({note.velocity},{note.rank:g})"


def main() -> None:
    for name, compose in cases().items():
        (GOLDEN / f"{name}.txt").write_text(readable(compose()), encoding="utf-8")


if __name__ == "__main__":
    main()
