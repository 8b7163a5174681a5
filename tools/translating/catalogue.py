"""A .ts file of Qt Linguist: what stands in it, and what is wrong with it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

PLACE = re.compile(r"\{[^{}]*\}|%n|%\d")
GLOBS = re.compile(r"\*\.\w+")
KEYS = re.compile(r"(?<![A-Za-zÄÖÜäöüß])(Ctrl|Strg|Shift|Umschalt|Alt)\+(\w)")
SAME_KEY = {"Strg": "Ctrl", "Umschalt": "Shift"}
Key = tuple[str, str, str]
"""Context, source and comment."""


@dataclass(frozen=True, slots=True)
class Message:
    context: str
    source: str
    comment: str
    forms: tuple[str, ...]
    """One translation, or one for each plural form of the language."""
    state: str
    """'unfinished', 'vanished', 'obsolete' or empty for finished."""
    plural: bool

    @property
    def key(self) -> Key:
        return self.context, self.source, self.comment


def read(file: Path) -> list[Message]:
    root = ET.parse(file).getroot()
    return [
        _message(context.findtext("name") or "", message)
        for context in root.iter("context")
        for message in context.iter("message")
    ]


def _message(context: str, element: ET.Element) -> Message:
    answer = element.find("translation")
    state, forms = "unfinished", ("",)
    if answer is not None:
        state = answer.get("type", "")
        numbered = [form.text or "" for form in answer.iter("numerusform")]
        forms = tuple(numbered) or (answer.text or "",)
    source, comment = element.findtext("source") or "", element.findtext("comment") or ""
    return Message(context, source, comment, forms, state, element.get("numerus") == "yes")


def write(file: Path, translations: Mapping[Key, str]) -> int:
    """Put translations into the file; returns how many were unfinished before."""
    tree = ET.parse(file)
    filled = 0
    for context in tree.getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            source, comment = message.findtext("source") or "", message.findtext("comment") or ""
            words = translations.get((name, source, comment))
            answer = message.find("translation")
            if words is None or answer is None or message.get("numerus") == "yes":
                continue
            filled += answer.get("type") == "unfinished"
            answer.attrib.pop("type", None)
            answer.text = words
    text = ET.tostring(tree.getroot(), encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    file.write_text(head + text + "\n", encoding="utf-8")
    return filled


def problems(messages: Iterable[Message], *, plural_forms: int) -> list[str]:
    """One line for everything that a user would see go wrong."""
    return [
        f"{message.context}: {message.source!r}: {problem}"
        for message in messages
        for problem in _problems(message, plural_forms)
    ]


def _problems(message: Message, plural_forms: int) -> list[str]:
    if message.state in {"vanished", "obsolete"}:
        return ["the program asks for it no longer"]
    if message.state == "unfinished" or not all(form.strip() for form in message.forms):
        return ["not translated"] if message.source.strip() else []
    found = []
    if message.plural and len(message.forms) != plural_forms:
        found.append(f"{len(message.forms)} plural forms instead of {plural_forms}")
    for form in message.forms:
        found += _differences(message.source, form, plural=message.plural)
    return found


def _differences(source: str, form: str, *, plural: bool) -> list[str]:
    found = []
    wanted, got = Counter(PLACE.findall(source)), Counter(PLACE.findall(form))
    if plural:  # a form for one may say the number in words
        wanted.pop("%n", None), got.pop("%n", None)
    if wanted != got:
        found.append(f"places {sorted(wanted)} became {sorted(got)}")
    if Counter(GLOBS.findall(source)) != Counter(GLOBS.findall(form)):
        found.append("kinds of files differ")
    if _keys(source) != _keys(form):
        found.append("keys differ")
    if source[:1].isspace() != form[:1].isspace() or source[-1:].isspace() != form[-1:].isspace():
        found.append("space at the beginning or the end differs")
    if source.endswith("…") != form.endswith("…"):
        found.append("one ends in … and the other does not")
    return found


def _keys(words: str) -> Counter[tuple[str, str]]:
    return Counter((SAME_KEY.get(name, name), key) for name, key in KEYS.findall(words))
