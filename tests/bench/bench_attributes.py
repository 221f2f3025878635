"""Whether a colour belongs to the thing beside its word, on 20 pairs of real photos.

    python -m tests.bench.bench_attributes --photos DIR

DIR holds photos of Flickr8k, by their names. Of each pair the first shows the coloured thing
("red shirt"); the second shows that thing in another colour, and in most of them something else has
the colour. Target: the first is ranked higher in all of them, after the first and the second look.
The pairs were chosen by the photos' captions and by eye, before any was asked for.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from picseek.engine.library import Library
from picseek.engine.types import Query
from tests.bench.facts import report

PAIRS = (
    ("red shirt", "1164765687_7aca07bbe7", "1084104085_3b06223afe"),
    ("red shirt", "1277743944_f4e8c78403", "1418019748_51c7d59c11"),
    ("blue shirt", "1153704539_542f7aa3a5", "1084104085_3b06223afe"),
    ("green shirt", "1262583859_653f1469a9", "1248734482_3038218f3b"),
    ("yellow shirt", "1781227288_6811e734be", "2045928594_92510c1c2a"),
    ("white shirt", "1418019748_51c7d59c11", "1164765687_7aca07bbe7"),
    ("black shirt", "1198194316_543cc7b945", "1153704539_542f7aa3a5"),
    ("black shirt", "191003287_2915c11d8e", "1164765687_7aca07bbe7"),
    ("pink dress", "1000268201_693b08cb0e", "1312954382_cf6d70d63a"),
    ("green jacket", "1479513774_70c94cf9d3", "1197800988_7fb0ca4888"),
    ("black hat", "2049051050_20359a434a", "2073964624_52da3a0fc4"),
    ("pink hat", "1881494074_1bebd93089", "2049051050_20359a434a"),
    ("blue ball", "1425069308_488e5fcf9d", "128912885_8350d277a4"),
    ("red coat", "2052702658_da1204f6d1", "1794818900_e0ffdd268e"),
    ("blue kayak", "145721498_a27d2db576", "1028205764_7e8df9a2ea"),
    ("yellow kayak", "1028205764_7e8df9a2ea", "2087317114_cf06df5aa5"),
    ("white dog", "1012212859_01547e3f17", "1244140539_da4804d828"),
    ("brown dog", "1089181217_ee1167f7af", "1012212859_01547e3f17"),
    ("red shorts", "1414820925_3504c394e1", "1084104085_3b06223afe"),
    ("red shorts", "1505686764_9e3bcd854a", "2085255128_61224cc47f"),
)
"""A query, a photo that shows it, and one that does not."""


def main() -> None:
    """Measure, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, required=True)
    photos = parser.parse_args().photos
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "photos")
        folder.mkdir()
        for photo in {each for _, *pair in PAIRS for each in pair}:
            shutil.copy(photos / f"{photo}.jpg", folder)
        library = Library.open(Path(name, "library"))
        try:
            library.index([folder])
            first = _wrong(library)
            library.second_look()
            second = _wrong(library)
        finally:
            library.close()
    report(
        "attributes",
        target={"right": len(PAIRS)},
        right_first_look=len(PAIRS) - len(first),
        right_second_look=len(PAIRS) - len(second),
        wrong_first_look=first,
        wrong_second_look=second,
    )


def _wrong(library: Library) -> list[str]:
    """The pairs whose second photo is ranked at least as high as the first."""
    wrong = []
    for text, right, other in PAIRS:
        ranks = {
            hit.picture.path.stem: -row for row, hit in enumerate(library.search(Query(text)).hits)
        }
        if ranks.get(right, -len(PAIRS) * 2) <= ranks.get(other, -len(PAIRS) * 2):
            wrong.append(f"{text}: {other} before {right}")
    return wrong


if __name__ == "__main__":
    main()
