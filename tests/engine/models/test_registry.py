"""The table of models."""

from __future__ import annotations

import subprocess
import sys

import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.credentials import Secret
from picseek.engine.embed.base import Embedder
from picseek.engine.embed.cohere.settings import CohereSettings
from picseek.engine.errors import ModelError
from picseek.engine.models.registry import Registry
from picseek.engine.types import DEFAULT_MODEL


def test_the_default_model_is_there_and_comes_first() -> None:
    assert Registry().specs()[0].id == DEFAULT_MODEL


def create(model_id: str, settings: CohereSettings | None = None) -> Embedder:
    registry = Registry(lambda: settings or CohereSettings.of())
    return registry.create(
        model_id,
        on_sent=lambda _record: None,
        on_wait=lambda _reason, _seconds: None,
        on_notice=lambda _sentence: None,
        token=CancelToken(),
    )


def test_every_listed_model_is_made_as_listed() -> None:
    settings = CohereSettings(key=Secret("a-key-of-a-test"))
    for spec in Registry().specs():
        if not spec.remote and spec.id != DEFAULT_MODEL:
            continue  # its files are not here
        embedder = create(spec.id, settings)
        made = embedder.spec
        assert (made.id, made.dim, made.title) == (spec.id, spec.dim, spec.title)
        assert made.batch_pictures <= spec.batch_pictures
        assert Registry().spec(spec.id) == spec
        embedder.close()


def test_what_a_remote_model_needs_is_reported_and_then_enough() -> None:
    registry = Registry()
    for spec in registry.specs():
        assert bool(registry.needs(spec.id)) == (spec.id != DEFAULT_MODEL)
        assert bool(registry.terms(spec.id)) == spec.remote
    with pytest.raises(ModelError, match="CO_API_KEY"):
        create("cohere/embed-v4.0")
    with_key = Registry(lambda: CohereSettings(key=Secret("a-key-of-a-test")))
    assert with_key.needs("cohere/embed-v4.0:256") == ""


def test_a_wrong_setting_is_a_need_not_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CO_API_URL", "nowhere")
    assert "CO_API_URL" in Registry().needs("cohere/embed-v4.0")
    assert Registry().needs("cohere/embed-v4.0:7").startswith("Cohere Embed 4 doesn't offer")


def test_the_environment_is_read_when_a_model_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = Registry()
    monkeypatch.setenv("CO_API_URL", "http://127.0.0.1:9")
    terms = registry.terms("cohere/embed-v4.0")
    assert terms is not None
    assert terms.host == "127.0.0.1:9"


def test_ids_are_unique() -> None:
    ids = [spec.id for spec in Registry().specs()]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("unknown", ["", "BUILTIN", "no-such-model"])
def test_an_unknown_model_is_refused_with_the_known_ones_listed(unknown: str) -> None:
    with pytest.raises(ModelError, match="builtin"):
        create(unknown)


def test_listing_models_imports_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from picseek.engine.models.registry import Registry\n"
        "assert Registry().specs()\n"
        "sys.exit(bool({'numpy', 'PIL', 'cohere', 'httpx', 'keyring', 'onnxruntime', 'tokenizers', "
        "'huggingface_hub', 'filelock'} & set(sys.modules)))\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_model_of_this_computer_needs_its_files_and_says_how_many() -> None:
    registry = Registry()
    assert "Download it first (156 MB, license: MIT)" in registry.needs("clip-vit-b32-q8")
    assert registry.terms("clip-vit-b32-q8") is None
    with pytest.raises(ModelError, match="Download it first"):
        create("clip-vit-b32-q8")
