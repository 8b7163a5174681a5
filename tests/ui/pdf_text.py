"""What Qt's PDF writer wrote, read back: pages as text through each font's own code table."""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\b(.*?)\nendobj", re.S)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
_FONT = re.compile(rb"/(F\d+) (\d+) 0 R")
_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)> Tj|(ET)")


def pages(data: bytes) -> list[str]:
    """The text of each page, one run of letters a line."""
    objects = {int(m[1]): m[2] for m in _OBJECT.finditer(data)}
    tables = {
        name.decode(): _table(objects, int(number)) for name, number in set(_FONT.findall(data))
    }
    found = []
    for body in objects.values():
        if re.search(rb"/Type /Page\b(?!s)", body):
            content = re.search(rb"/Contents (\d+) 0 R", body)
            assert content is not None
            found.append(_text(_unpacked(objects[int(content[1])]), tables))
    return found


def text(data: bytes) -> str:
    return "\n".join(pages(data))


def is_vector(data: bytes) -> bool:
    """True when no picture made of pixels is in it."""
    return b"/Subtype /Image" not in data


def _unpacked(body: bytes) -> bytes:
    stream = _STREAM.search(body)
    assert stream is not None
    try:
        return zlib.decompress(stream[1])
    except zlib.error:
        return stream[1]


def _table(objects: dict[int, bytes], number: int) -> dict[int, str]:
    unicode = re.search(rb"/ToUnicode (\d+) 0 R", objects[number])
    assert unicode is not None, "a font without a code table cannot be searched"
    lines = _unpacked(objects[int(unicode[1])]).decode("latin-1")
    table: dict[int, str] = {}
    for first, last, start in re.findall(r"<(\w+)> <(\w+)> <(\w+)>", lines):
        if len(first) < 4:
            continue
        for offset in range(int(last, 16) - int(first, 16) + 1):
            table[int(first, 16) + offset] = chr(int(start, 16) + offset)
    for first, _last, several in re.findall(r"<(\w+)> <(\w+)> \[(.*?)\]", lines, re.S):
        for offset, code in enumerate(re.findall(r"<(\w+)>", several)):
            table[int(first, 16) + offset] = bytes.fromhex(code).decode("utf-16-be")
    return table


def _text(content: bytes, tables: dict[str, dict[int, str]]) -> str:
    table: dict[int, str] = {}
    said: list[str] = []
    for font, shown, end in _SHOWN.findall(content):
        if font:
            table = tables[font.decode()]
        elif end:
            said.append("\n")
        else:
            codes = (int(shown[k : k + 4], 16) for k in range(0, len(shown), 4))
            said += [table.get(code, "?") for code in codes]
    return "".join(said)
