"""What people type, made fit to be stored, or refused in one sentence."""

from __future__ import annotations

import unicodedata

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import MAX_NAME_LENGTH

_REFUSED_CATEGORIES = frozenset({"Cc", "Zl", "Zp", "Cs"})
_TURNS_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Bidirectional overrides would also turn the text that stands beside the name."""


def client_name(typed: str) -> str:
    """The name without outer blanks, in NFC. Raises InvalidInput."""
    name = unicodedata.normalize("NFC", typed.strip())
    if any(unicodedata.category(c) in _REFUSED_CATEGORIES or c in _TURNS_DIRECTION for c in name):
        raise InvalidInput(
            "The name holds a line break or an invisible control sign; please remove it."
        )
    if not any(unicodedata.category(c)[0] not in "ZC" for c in name):
        raise InvalidInput("Please type a name.")
    if len(name) > MAX_NAME_LENGTH:
        raise InvalidInput(
            f"That name has {len(name)} characters; please use at most {MAX_NAME_LENGTH}."
        )
    return name


def folded(text: str) -> str:
    """Without case and accents: what search and the test for equal names compare."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def name_key(name: str) -> str:
    """Equal for two spellings that a reader would take for one name (case, Unicode form)."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def storable(text: str) -> str:
    """The text with halves of surrogate pairs replaced, which UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
