"""Texts as word pieces: what the sentence encoder reads."""

from __future__ import annotations

import json
import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence

from picseek.engine.embed.builtin.model_files import PIECES, damaged

MAX_TOKENS = 64
"""Of one text; the rest is ignored."""

_PREFIX = "query: "  # as the encoder was trained
_START, PAD, _END, _UNKNOWN = range(4)  # PAD fills a shorter text up to the length of others
_SPACE = "▁"
_MAX_CHARACTERS = 2000  # so that no text takes long
_REMEMBERED = 4096  # words
_UNKNOWN_PENALTY = 10.0  # below the rarest piece

_DROPPED = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]")
_BLANK = re.compile(r"[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]")


class Pieces:
    """Turns texts into ids of word pieces, those that are likeliest together (Unigram).

    It does what the library `tokenizers` does, which would need 90 MB for this vocabulary and
    would stop the window while it loads. Safe to use from any thread.
    """

    def __init__(self, content: bytes) -> None:
        """Load the vocabulary.

        Args:
            content: JSON: `pieces`, one a line, the four special ones first; and their `scores`.

        Raises:
            ModelError: It is damaged.
        """
        try:
            listed = json.loads(content)
            pieces: list[str] = listed["pieces"].split("\n")
            self._scores = array("d", listed["scores"])
            self._ids = dict(zip(pieces, range(len(pieces)), strict=True))
            self._unknown = min(self._scores) - _UNKNOWN_PENALTY
            self._longest = max(map(len, pieces))
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise damaged(PIECES) from error
        if len(self._scores) != len(pieces) or len(pieces) <= _UNKNOWN:
            raise damaged(PIECES)
        for special in pieces[: _UNKNOWN + 1]:  # never read out of a text
            del self._ids[special]
        self._read: dict[str, tuple[int, ...]] = {}

    def ids(self, text: str) -> list[int]:
        """Ids of a text, with both ends; at most `MAX_TOKENS`."""
        found = [_START]
        for word in (_PREFIX + _normalised(text)).split(" "):
            found += self._word(word)
            if len(found) >= MAX_TOKENS:
                break
        return [*found[: MAX_TOKENS - 1], _END]

    def _word(self, word: str) -> tuple[int, ...]:
        found = self._read.get(word)
        if found is None:
            if len(self._read) >= _REMEMBERED:
                self._read = {}  # other threads may still fill the old one
            found = self._read[word] = self._likeliest(_SPACE + word)
        return found

    def _likeliest(self, word: str) -> tuple[int, ...]:
        """The ids of a word whose scores have the greatest sum."""
        best = [(0.0, 0, 0)]  # for each number of characters: score, last id, where it starts
        for end in range(1, len(word) + 1):
            best.append(max(self._ends(word, end, best), key=lambda each: each[0]))
        found: list[int] = []
        end = len(word)
        while end:
            _score, last, end = best[end]
            if not found or last != _UNKNOWN or found[-1] != _UNKNOWN:  # several are one
                found.append(last)
        return tuple(reversed(found))

    def _ends(
        self, word: str, end: int, best: Sequence[tuple[float, int, int]]
    ) -> Iterator[tuple[float, int, int]]:
        """All that the first `end` characters can end with."""
        for start in range(max(0, end - self._longest), end):
            last = self._ids.get(word[start:end])
            if last is not None:
                yield best[start][0] + self._scores[last], last, start
        yield best[end - 1][0] + self._unknown, _UNKNOWN, end - 1


def _normalised(text: str) -> str:
    """As the texts were from which the vocabulary was learnt."""
    text = _BLANK.sub(" ", _DROPPED.sub("", text[:_MAX_CHARACTERS]))
    return " ".join(unicodedata.normalize("NFKC", text).split())
