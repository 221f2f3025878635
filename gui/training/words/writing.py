"""The table of words as the text file that is shipped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from training.words.table import Meaning

_HEAD = """\
# Words and the concepts they mean: concepts, a tab, words. Written by `python -m training.words`.
# Derived from WordNet 3.0, whose licence is in WORDNET-LICENSE.txt beside this file.
# A line without concepts: phrases that are a thing of their own, which the model does not know.
"""


def table_text(words: Mapping[str, Meaning]) -> str:
    """One line for each meaning: names of concepts joined by commas, a tab, words joined by |."""
    lines: defaultdict[Meaning, list[str]] = defaultdict(list)
    for word, meaning in words.items():
        lines[meaning].append(word)
    rows = (
        f"{','.join(meaning)}\t{'|'.join(sorted(lines[meaning]))}\n" for meaning in sorted(lines)
    )
    return _HEAD + "".join(rows)
