"""Remakes what follows from a newly exported picture model: its words, and `shipped.py`.

PYTHONPATH=gui python -m training.words --wordnet /usr/share/wordnet
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from picseek.engine.embed.builtin.vocabulary import describing_words, own_words
from picseek.engine.embed.builtin_1.model_files import CONCEPTS, WORDS
from training.words.concepts import read_concepts
from training.words.names import read_names
from training.words.shipped import MODULE, write_shipped
from training.words.table import Table
from training.words.wordnet import WordNet
from training.words.writing import table_text

_MODEL = Path(__file__).parents[3] / "resources" / "models" / "builtin-1"


def main(arguments: list[str]) -> int:
    """Remake the files; tells the sizes and the concepts without German or French."""
    parser = argparse.ArgumentParser(prog="python -m training.words", description=__doc__)
    parser.add_argument("--wordnet", type=Path, required=True, help="folder with data.noun")
    parser.add_argument("--model", type=Path, default=_MODEL, help="folder with concepts.json")
    parser.add_argument("--module", type=Path, default=MODULE, help="the module to write")
    options = parser.parse_args(arguments)
    concepts, names = read_concepts(options.model / CONCEPTS), read_names()
    table = Table(
        concepts,
        names,
        WordNet(options.wordnet),
        reserved=own_words(),
        described=describing_words(),
    )
    text = table_text(table.words)
    (options.model / WORDS).write_text(text, encoding="utf-8", newline="\n")
    claimed = [concept for concept in concepts if concept.claimed]
    write_shipped(options.model, len(claimed), options.module)
    known = sum(bool(meaning) for meaning in table.words.values())
    sys.stdout.write(
        f"{len(claimed)} of {len(concepts)} concepts claimed; {known} words and phrases known, "
        f"{len(table.words) - known} known not to be; {len(text.encode()) / 1024:.0f} KiB.\n"
    )
    english_only = [concept.name for concept in claimed if concept.name not in names]
    sys.stdout.write(f"English only: {', '.join(english_only) or 'none'}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
