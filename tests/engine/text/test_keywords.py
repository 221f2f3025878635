from __future__ import annotations

import os
import sys
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from picseek.engine.text.folding import words
from picseek.engine.text.keywords import is_date_word, search_words, split_words

ROOT = Path("/home/me/Photos")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("beach.jpg", "beach jpg"),
        ("IMG_2019-a (1).JPG", "IMG 2019 a 1 JPG"),
        ("IMG20190314", "IMG20190314 IMG 20190314"),
        ("beachHouse2", "beachHouse2 beach House 2"),
        ("HTMLPage", "HTMLPage HTML Page"),
        ("McDonald", "McDonald Mc Donald"),
        ("DSC", "DSC"),
        ("Été", "Été"),
        ("ÉtéÀNice", "ÉtéÀNice Été À Nice"),
        ("2x4", "2x4 2 x 4"),
        ("京都の桜", "京都の桜"),
        ("ทะเล", "ทะเล"),
        ("🐕 Rex", "🐕 Rex"),
        ("IMG京都", "IMG京都 IMG 京都"),
        ("__..--", ""),
        ("", ""),
    ],
)
def test_a_name_is_split_and_also_indexed_joined(name: str, expected: str) -> None:
    assert " ".join(split_words(name)) == expected


def test_accents_stored_as_own_characters_do_not_split_a_word() -> None:
    assert list(split_words("Cre\u0301mieux")) == ["Crémieux"]


@pytest.mark.skipif(sys.platform == "win32", reason="names are UTF-16 there")
def test_bytes_that_are_no_text_separate_words() -> None:
    assert list(split_words(os.fsdecode(b"caf\xe9s.jpg"))) == ["caf", "s", "jpg"]


@example("\u0900")
@given(st.text(max_size=60))
def test_any_name_gives_words_a_database_takes(name: str) -> None:
    for word in split_words(name):
        assert word
        # The color of a skin without an emoji before it says nothing, nor a mark without a letter.
        assert words(word) or all(unicodedata.category(each) in ("Sk", "Mn") for each in word)
        word.encode("utf-8")  # no lone surrogate is left


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=20))
def test_pieces_put_together_are_the_joined_form(name: str) -> None:
    joined, *pieces = split_words(name)
    assert "".join(pieces) in ("", joined)


def test_folders_count_from_the_root_down() -> None:
    found = search_words(ROOT / "2019" / "RoadTrip" / "a.jpg", ROOT, None)
    assert found.folder == "photos 2019 roadtrip road trip"
    assert found.name == "a jpg"


def test_a_file_directly_in_the_root_has_the_roots_name() -> None:
    assert search_words(ROOT / "a.jpg", ROOT, None).folder == "photos"


def test_outside_the_root_only_the_own_folder_counts() -> None:
    assert search_words(Path("/mnt/disk/Cats/a.jpg"), ROOT, None).folder == "cats"


def test_the_root_of_the_disk_has_no_name() -> None:
    assert search_words(Path("/Cats/a.jpg"), Path("/"), None).folder == "cats"


def test_a_day_has_numbers_and_names_in_three_languages() -> None:
    dates = search_words(ROOT / "a.jpg", ROOT, datetime(2019, 3, 14, 23, 59)).dates.split()
    assert {"2019", "03", "14", "3", "march", "mar", "marz", "maerz", "mars", "thursday"} <= set(
        dates
    )


def test_every_month_has_its_own_names() -> None:
    days = [datetime(2020, month, 1) for month in range(1, 13)]
    found = [search_words(ROOT / "a", ROOT, day).dates.split() for day in days]
    names = [{name for name in month if name.isalpha() and "day" not in name} for month in found]
    assert sum(map(len, names)) == len(set().union(*names))
    assert all(f"{day:%B}".lower() in month for month, day in zip(names, days, strict=True))


def test_without_a_date_there_are_no_date_words() -> None:
    assert search_words(ROOT / "2019-03-14.jpg", ROOT, None).dates == ""


@pytest.mark.parametrize("word", ["2019", "1899", "März", "MAY", "sunday", "2019-03-14", "7"])
def test_date_words(word: str) -> None:
    assert is_date_word(word)


@pytest.mark.parametrize("word", ["marching", "2201", "123", "wedding", "20190314x", ""])
def test_no_date_words(word: str) -> None:
    assert not is_date_word(word)
