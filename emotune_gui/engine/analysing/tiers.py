"""Annotations as ELAN (.eaf) and Praat (.TextGrid) keep them: read and written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

from emotune_gui.domain.faults import InvalidInput

OWN = "EmoTune"
"""Tiers whose names begin so were written by the program."""
LARGEST_BYTES = 64_000_000
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_EAF_DOCUMENT = {
    "AUTHOR": OWN,
    "DATE": "1970-01-01T00:00:00+00:00",
    "FORMAT": "3.0",
    "VERSION": "3.0",
    "xmlns:xsi": _XSI,
    # Named by ELAN itself; some readers refuse a document without it.
    "xsi:noNamespaceSchemaLocation": "http://www.mpi.nl/tools/elan/EAFv3.0.xsd",
}
_TOKEN = re.compile(r'"(?:[^"]|"")*"|<exists>|<absent>|[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?')
_INDEX = re.compile(r"\[\d*\]")


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of a recording, in its seconds, with what is said of it."""

    start_s: float
    end_s: float
    text: str


@dataclass(frozen=True, slots=True)
class Tier:
    name: str
    intervals: tuple[Interval, ...]


def read_tiers(path: Path) -> tuple[Tier, ...]:
    """The tiers of an .eaf or .TextGrid file, in order. Raises InvalidInput in one sentence."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ValueError("too large")
        data = path.read_bytes()
        if path.suffix.lower() == ".eaf":
            return _read_eaf(data)
        return _read_textgrid(_text(data))
    except (OSError, ValueError, KeyError, IndexError, ElementTree.ParseError) as problem:
        raise InvalidInput(
            f"The annotations {path.name} cannot be read; save them again as ELAN (.eaf) or Praat "
            "(.TextGrid)."
        ) from problem


def _read_eaf(data: bytes) -> tuple[Tier, ...]:
    root = ElementTree.fromstring(data)
    slots = {
        slot.attrib["TIME_SLOT_ID"]: float(slot.attrib["TIME_VALUE"]) / 1000.0
        for slot in root.iter("TIME_SLOT")
        if "TIME_VALUE" in slot.attrib
    }
    return tuple(
        Tier(tier.attrib["TIER_ID"], tuple(_eaf_intervals(tier, slots)))
        for tier in root.iter("TIER")
    )


def _eaf_intervals(tier: ElementTree.Element, slots: dict[str, float]) -> Iterator[Interval]:
    for note in tier.iter("ALIGNABLE_ANNOTATION"):
        start = slots.get(note.attrib["TIME_SLOT_REF1"])
        end = slots.get(note.attrib["TIME_SLOT_REF2"])
        text = (note.findtext("ANNOTATION_VALUE") or "").strip()
        if start is not None and end is not None and end > start and text:
            yield Interval(start, end, text)


def _text(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _read_textgrid(text: str) -> tuple[Tier, ...]:
    """The long and the short form, which hold the same values in the same order."""
    lines = (line.partition("!")[0] if '"' not in line else line for line in text.splitlines())
    tokens = iter(_TOKEN.findall(_INDEX.sub("", "\n".join(lines))))

    def value() -> str:
        try:
            return str(next(tokens))
        except StopIteration:
            raise ValueError("the file ends early") from None

    def words() -> str:
        quoted = value()
        if not quoted.startswith('"'):
            raise ValueError(f"a text was expected, not {quoted}")
        return quoted[1:-1].replace('""', '"')

    if words() != "ooTextFile" or words() != "TextGrid":
        raise ValueError("no TextGrid")
    value(), value()
    if value() != "<exists>":
        return ()
    return tuple(_textgrid_tier(value, words) for _ in range(int(value())))


def _textgrid_tier(value: object, words: object) -> Tier:
    assert callable(value) and callable(words)
    kind, name = words(), words()
    value(), value()
    found: list[Interval] = []
    for _ in range(int(value())):
        start = float(value())
        end = start if kind == "TextTier" else float(value())
        text = words().strip()
        if end > start and text:
            found.append(Interval(start, end, text))
    return Tier(name, tuple(found))


def write_eaf(path: Path, tiers: Sequence[Tier], media: str) -> None:
    """An ELAN file (format 3.0) without a date, so that the same tiers give the same bytes."""
    root = ElementTree.Element("ANNOTATION_DOCUMENT", _EAF_DOCUMENT)
    header = ElementTree.SubElement(
        root, "HEADER", {"MEDIA_FILE": "", "TIME_UNITS": "milliseconds"}
    )
    address = quote(os.fsencode(media))
    described = {"MEDIA_URL": address, "MIME_TYPE": "unknown"}
    described |= {"RELATIVE_MEDIA_URL": f"./{address}"} if address else {}
    ElementTree.SubElement(header, "MEDIA_DESCRIPTOR", described)
    slots = iter(_slots(ElementTree.SubElement(root, "TIME_ORDER"), tiers))
    notes = 0
    for tier in tiers:
        attributes = {"LINGUISTIC_TYPE_REF": "default-lt", "TIER_ID": tier.name}
        made = ElementTree.SubElement(root, "TIER", attributes)
        for interval in tier.intervals:
            notes += 1
            note = ElementTree.SubElement(
                ElementTree.SubElement(made, "ANNOTATION"),
                "ALIGNABLE_ANNOTATION",
                {
                    "ANNOTATION_ID": f"a{notes}",
                    "TIME_SLOT_REF1": next(slots),
                    "TIME_SLOT_REF2": next(slots),
                },
            )
            ElementTree.SubElement(note, "ANNOTATION_VALUE").text = interval.text
    ElementTree.SubElement(
        root,
        "LINGUISTIC_TYPE",
        {
            "GRAPHIC_REFERENCES": "false",
            "LINGUISTIC_TYPE_ID": "default-lt",
            "TIME_ALIGNABLE": "true",
        },
    )
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _slots(order: ElementTree.Element, tiers: Sequence[Tier]) -> list[str]:
    """Names of the ends of all intervals, two an interval; the format wants them by time.

    None is shared, so that ELAN can move one annotation without another.
    """
    edges = [t for tier in tiers for i in tier.intervals for t in (i.start_s, i.end_s)]
    names = [""] * len(edges)
    for number, place in enumerate(sorted(range(len(edges)), key=edges.__getitem__), 1):
        names[place] = f"ts{number}"
        slot = {"TIME_SLOT_ID": names[place], "TIME_VALUE": str(round(edges[place] * 1000.0))}
        ElementTree.SubElement(order, "TIME_SLOT", slot)
    return names


def write_textgrid(path: Path, tiers: Sequence[Tier], end_s: float) -> None:
    """A Praat file in the long form; what no interval covers is empty, as Praat wants it."""
    end_s = max(end_s, 0.001, *(i.end_s for tier in tiers for i in tier.intervals[-1:]))
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', ""]
    lines += ["xmin = 0", f"xmax = {end_s:.6f}", "tiers? <exists>", f"size = {len(tiers)}"]
    lines.append("item []:")
    for number, tier in enumerate(tiers, 1):
        covered = tuple(_covering(tier, end_s))
        lines += [f"    item [{number}]:", '        class = "IntervalTier"']
        lines += [f'        name = "{_quoted(tier.name)}"', "        xmin = 0"]
        lines += [f"        xmax = {end_s:.6f}", f"        intervals: size = {len(covered)}"]
        for place, interval in enumerate(covered, 1):
            lines.append(f"        intervals [{place}]:")
            lines.append(f"            xmin = {interval.start_s:.6f}")
            lines.append(f"            xmax = {interval.end_s:.6f}")
            lines.append(f'            text = "{_quoted(interval.text)}"')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _covering(tier: Tier, end_s: float) -> Iterator[Interval]:
    at = 0.0
    for interval in tier.intervals:
        if interval.start_s > at + 1e-9:
            yield Interval(at, interval.start_s, "")
        yield interval
        at = interval.end_s
    if end_s > at + 1e-9:
        yield Interval(at, end_s, "")


def _quoted(text: str) -> str:
    return text.replace('"', '""')


class RunningTier:
    """Joins moments that say the same into intervals; each lasts until the next moment."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._done: list[Interval] = []
        self._since = 0.0
        self._text = ""

    def add(self, t: float, text: str) -> None:
        if text != self._text:
            self._close(t)
            self._since, self._text = t, text

    def tier(self, end_s: float) -> Tier:
        self._close(end_s)
        return Tier(self._name, tuple(self._done))

    def _close(self, t: float) -> None:
        if self._text and t > self._since:
            self._done.append(Interval(self._since, t, self._text))
        self._text = ""
