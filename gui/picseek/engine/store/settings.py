"""A library's settings: texts by key, and options as JSON, one dataclass for each key.

A newer version may have written them, and a disk may have damaged them: options that cannot be
read have their defaults, and unknown ones are preserved for the version that knows them.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from picseek.engine.errors import UsageError
from picseek.engine.messages import message

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from picseek.engine.store.database import Database

    T = TypeVar("T", bound=DataclassInstance)
else:
    T = TypeVar("T")


class SettingRepository:
    """Texts that a library stores by key. Safe to use from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        """A setting's value, or None when it was never set."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, key: str, value: str) -> None:
        """Store a setting."""
        with self._database.writing() as connection:
            connection.execute("REPLACE INTO settings VALUES (?, ?)", (key, value))


class StoredOptions(Generic[T]):
    """The options of one dataclass. Safe to use from any thread."""

    def __init__(
        self,
        settings: SettingRepository,
        key: str,
        kind: Callable[[], T],
        check: Callable[[T], object],
    ) -> None:
        """Read nothing yet.

        Args:
            settings: Where they are stored.
            key: Key of the setting.
            kind: The dataclass; every field has a default.
            check: Raises UsageError for invalid options.
        """
        self._settings = settings
        self._key = key
        self._kind = kind
        self._check = check

    def get(self) -> T:
        """The stored options, as far as they can be read."""
        return self._read()[0]

    def set(self, options: T) -> None:
        """Store options; raises: UsageError, if they are invalid."""
        self._check(options)
        values = {**self._stored(), **asdict(options)}
        self._settings.set(self._key, json.dumps(values))

    def problem(self) -> str:
        """A message that lists what could not be read, or ``""``."""
        unreadable = self._read()[1]
        if not unreadable:
            return ""
        return message(
            "Some settings of this library can't be read, so their defaults are used: {names}.",
            names=", ".join(f"{self._key}.{name}" if name else self._key for name in unreadable),
        )

    def _read(self) -> tuple[T, list[str]]:
        """The options, and the names of unreadable fields; ``""`` means all of them."""
        options = self._kind()
        stored = self._stored()
        if not stored:
            return options, [""] if self._settings.get(self._key) else []
        hints = typing.get_type_hints(type(options))
        unreadable = []
        for field in fields(options):
            if field.name not in stored:
                continue
            try:
                changed = replace(
                    options, **{field.name: _as(hints[field.name], stored[field.name])}
                )
                self._check(changed)
            except (ValueError, UsageError):
                unreadable.append(field.name)
            else:
                options = changed
        return options, unreadable

    def _stored(self) -> Mapping[str, Any]:
        try:
            stored = json.loads(self._settings.get(self._key) or "{}")
        except (ValueError, RecursionError):
            return {}
        return stored if isinstance(stored, dict) else {}


def _as(hint: Any, value: Any) -> Any:  # noqa: ANN401 - whatever a dataclass declares
    """Convert a JSON value to the type of a field.

    Raises:
        ValueError: It is of another type.
    """
    if isinstance(hint, types.UnionType):
        for each in typing.get_args(hint):
            if value is None and each is types.NoneType:
                return None
            if each is not types.NoneType and value is not None:
                return _as(each, value)
        raise ValueError(value)
    if typing.get_origin(hint) is tuple and isinstance(value, list):
        return tuple(_as(typing.get_args(hint)[0], each) for each in value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if type(value) is not hint:
        raise ValueError(value)
    return value
