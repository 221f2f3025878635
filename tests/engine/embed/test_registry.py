"""The table of models."""

from __future__ import annotations

import subprocess
import sys

import pytest

from picseek.engine.embed.registry import DEFAULT_MODEL, Registry
from picseek.engine.errors import ModelError


def test_the_default_model_is_there_and_comes_first() -> None:
    assert Registry().specs()[0].id == DEFAULT_MODEL


def test_every_listed_model_is_made_as_listed() -> None:
    for spec in Registry().specs():
        embedder = Registry().create(spec.id)
        assert embedder.spec == spec
        embedder.close()


def test_ids_are_unique() -> None:
    ids = [spec.id for spec in Registry().specs()]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("unknown", ["", "BUILTIN", "no-such-model"])
def test_an_unknown_model_is_refused_with_the_known_ones_listed(unknown: str) -> None:
    with pytest.raises(ModelError, match="builtin"):
        Registry().create(unknown)


def test_listing_models_imports_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from picseek.engine.embed.registry import Registry\n"
        "assert Registry().specs()\n"
        "sys.exit(bool({'numpy', 'PIL'} & set(sys.modules)))\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
