"""Sentences that the rooms below raise or report, in the language of the window.

Those rooms know no Qt and write English. A sentence is recognised by its template, such as
"{0} is damaged and cannot be read as MIDI.", and said by the template's translation; what filled
the places is translated in turn where it is known itself. What is not known stays as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QLocale

from emotune_gui.bundled import bundled
from emotune_gui.ui.language import ENGLISH, spoken

CONTEXT = "Sentences"
NUMBER = re.compile(r"[+−-]?\d+\.\d+")
PLACE = re.compile(r"\{\d+\}")
REMEMBERED = 512
DEEPEST = 4
LONGEST = 2000
"""Characters; no sentence of the program is longer, but what a person wrote may be."""
HEAD = 5
"""Characters by which templates are found."""
LIST, NAMED, PHRASES = ", ", ": ", "; "
BETWEEN_SENTENCES = re.compile(r"(?<=[.!?]) (?=[A-Z“{])")


class Phrasebook:
    """Templates with their translations; `translate` answers the template where it has none."""

    def __init__(self, templates: Iterable[str], translate: Callable[[str], str]) -> None:
        self._exact: dict[str, str] = {}
        self._headed: defaultdict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
        # The template with most words of its own is tried first.
        for template in sorted(templates, key=lambda t: -len(PLACE.sub("", t))):
            said = translate(template)
            if said == template:
                continue
            if PLACE.search(template) is None:
                self._exact[template] = said
            else:
                head = PLACE.split(template, maxsplit=1)[0][:HEAD]
                self._headed[head].append((_pattern(template), said))
        self._heads = sorted({len(head) for head in self._headed}, reverse=True)

    def __len__(self) -> int:
        return len(self._exact) + sum(len(found) for found in self._headed.values())

    def said(self, sentence: str, depth: int = 0) -> str:
        """The translation, or the sentence itself."""
        if depth > DEEPEST or not sentence or len(sentence) > LONGEST:
            return sentence
        if NUMBER.fullmatch(sentence):
            return sentence.replace(".", QLocale().decimalPoint())
        whole = self._whole(sentence, depth)
        if whole is not None:
            return whole
        for parts, glue in (
            (BETWEEN_SENTENCES.split(sentence), " "),
            (sentence.split(NAMED, maxsplit=1), NAMED),
            (sentence.split(LIST), LIST),
        ):
            said = [self._whole(part, depth) for part in parts]
            if len(parts) > 1 and any(part is not None for part in said):
                pairs = zip(said, parts, strict=True)
                return glue.join(part if new is None else new for new, part in pairs)
        return self._phrases(sentence, depth) or sentence

    def _phrases(self, sentence: str, depth: int) -> str:
        """Phrases set together as a sentence: 'Slower by 6 bpm when tense; louder.'"""
        bare = sentence[:1].lower() + sentence[1:].removesuffix(".")
        said = [self._whole(part, depth) for part in bare.split(PHRASES)]
        known = [part for part in said if part is not None]
        if len(known) < len(said):
            return ""
        line = PHRASES.join(known)
        return line[:1].upper() + line[1:] + ("." if sentence.endswith(".") else "")

    def _whole(self, sentence: str, depth: int) -> str | None:
        known = self._exact.get(sentence)
        if known is not None:
            return known
        for length in self._heads:
            for pattern, said in self._headed.get(sentence[:length], ()):
                found = pattern.fullmatch(sentence)
                if found is not None:
                    return _filled(said, [self.said(g, depth + 1) for g in found.groups()])
        return None


def sentence(words: str) -> str:
    """`words` in the window's language. Any thread; quick."""
    code = spoken()
    return words if code == ENGLISH else _remembered(code, words)


def sentences(many: Iterable[str]) -> tuple[str, ...]:
    return tuple(sentence(one) for one in many)


@lru_cache(maxsize=REMEMBERED)
def _remembered(code: str, words: str) -> str:
    return _phrasebook(code).said(words)


@lru_cache(maxsize=2)
def _phrasebook(_code: str) -> Phrasebook:
    file = bundled("resources", "translations", "sentences.txt")
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return Phrasebook(filter(None, lines), lambda t: QCoreApplication.translate(CONTEXT, t))


def _pattern(template: str) -> re.Pattern[str]:
    """Each place is a group, in the order of the numbers, which run from 0 in the template."""
    return re.compile("(.+?)".join(map(re.escape, PLACE.split(template))), re.DOTALL)


def _filled(said: str, values: list[str]) -> str:
    return PLACE.sub(lambda place: values[int(place.group()[1:-1])], said)
