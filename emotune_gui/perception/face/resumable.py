"""State that can be taken from one object and given to a fresh one made with the same weights."""

from __future__ import annotations

from typing import Any, ClassVar


class Resumable:
    """Goes on where another of its kind was: same weights, same settings, no frame missed.

    The state holds references, not copies: write it down before the next frame. It may hold
    looks at a face (`identity`), so whoever writes it down must seal it.
    """

    FIXED: ClassVar[frozenset[str]] = frozenset()
    """Attributes that it was made with, or that mean nothing to the next frame."""

    def state(self) -> dict[str, Any]:
        """Attributes by name; those that are themselves resumable give their own state."""
        return {
            name: value.state() if isinstance(value, Resumable) else value
            for name, value in vars(self).items()
            if isinstance(value, Resumable) or name not in self.FIXED
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Raises ValueError for a state of another kind of object, and changes nothing then."""
        if state.keys() != self.state().keys():
            raise ValueError(f"this is not the state of a {type(self).__name__}")
        for name, value in state.items():
            mine = vars(self)[name]
            if isinstance(mine, Resumable):
                mine.restore(value)
            else:
                setattr(self, name, value)
