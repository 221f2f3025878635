"""A backup of the database, beside those who write to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.errors import Cancelled
from picseek.engine.store import Store
from picseek.engine.store.backups import backups_in
from tests.support.stores import record, save


def test_writes_meanwhile_do_not_begin_it_again(store: Store, tmp_path: Path) -> None:
    save(store, *(record(f"{number}.jpg") for number in range(6000)))
    parts: list[float] = []

    def pause(seconds: float) -> None:
        parts.append(seconds)
        save(store, record(f"later {len(parts)}.jpg"))

    assert store.database.back_up(pause)
    assert 2 < len(parts) < 100
    (backup,) = backups_in(tmp_path)
    with closing(sqlite3.connect(backup.file)) as database:
        assert database.execute("SELECT count(*) FROM files").fetchone() == (6000,)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert store.pictures.counts().files == 6000 + len(parts)


def test_what_stops_it_leaves_nothing_half_done(store: Store, tmp_path: Path) -> None:
    save(store, *(record(f"{number}.jpg") for number in range(6000)))
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        store.database.back_up(token.wait)
    assert list((tmp_path / "backups").iterdir()) == []
    assert store.database.back_up(lambda _seconds: None)
    assert not store.database.back_up(lambda _seconds: None)  # it would be the same
