"""A value that must not be seen: no log, error text, repr, crash report or pickle shows it."""

from __future__ import annotations

from typing import Never

_HIDDEN = "***"


class Secret:
    """Holds a text that only `reveal` gives out.

    Two secrets are equal when their texts are, so that settings that hold one can be compared.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself: for the one place that needs it, never to be stored or told."""
        return self._text

    def __repr__(self) -> str:
        return _HIDDEN

    def __str__(self) -> str:
        return _HIDDEN

    def __format__(self, _spec: str) -> str:
        return _HIDDEN

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._text == other._text

    def __hash__(self) -> int:
        return hash((Secret, self._text))

    def __reduce__(self) -> Never:
        # Pickles are written to disk and to other processes; copy.copy comes this way as well.
        raise TypeError("A secret is not pickled or copied.")
