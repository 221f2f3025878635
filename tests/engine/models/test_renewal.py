"""What a model still has to look at again that took over from an earlier version."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from picseek.engine.embed.base import ModelSpec
from picseek.engine.models.renewal import renewal_of

if TYPE_CHECKING:
    from picseek.engine.models.open_models import OpenModels

SPECS = {
    "new": ModelSpec("new", "2", "New", 100, succeeds="old"),
    "old": ModelSpec("old", "1", "Old", 50),
}


@dataclass
class _Sets:
    counts: dict[str, int]


@dataclass
class _Models:
    """As much of the open models as is asked."""

    counts: dict[str, int] = field(default_factory=dict)

    def spec(self, model: str) -> ModelSpec:
        return SPECS[model]

    def sorted_sets(self) -> _Sets:
        return _Sets(self.counts)


def models(**counts: int) -> OpenModels:
    return cast("OpenModels", _Models(counts))


def test_all_that_only_the_earlier_version_knows_is_to_be_looked_at() -> None:
    renewal = renewal_of(models(old=1000, new=200), "new", 0)
    assert renewal is not None
    assert (renewal.model, renewal.earlier, renewal.pictures) == ("new", "old", 800)
    assert renewal.room > 800 * 100 * 4


def test_a_few_that_cannot_be_embedded_again_are_no_matter() -> None:
    assert renewal_of(models(old=1000, new=970), "new", 0) is None


def test_what_is_not_here_cannot_be_looked_at() -> None:
    assert renewal_of(models(old=1000, new=200), "new", 790) is None
    renewal = renewal_of(models(old=1000, new=200), "new", 300)
    assert renewal is not None
    assert renewal.pictures == 500


def test_a_new_library_has_nothing_to_look_at_again() -> None:
    assert renewal_of(models(new=10), "new", 0) is None


def test_whoever_stays_with_the_earlier_version_is_left_alone() -> None:
    assert renewal_of(models(old=1000), "old", 0) is None
