"""The table of Cohere's models, and the ids that name them."""

from __future__ import annotations

import pytest

from picseek.engine.embed.cohere.catalog import TABLE, choose, specs
from picseek.engine.errors import ModelError


def test_every_model_of_the_table_is_found_by_its_id() -> None:
    for model, spec in zip(TABLE, specs("host"), strict=True):
        chosen = choose(spec.id)
        assert chosen.model is model
        assert (chosen.id, chosen.dim) == (f"cohere/{model.name}", model.default_dim)
        assert (spec.dim, spec.remote, spec.mixed) == (model.default_dim, True, model.fused)


def test_a_dimension_of_the_model_makes_a_model_of_its_own() -> None:
    chosen = choose("cohere/embed-v4.0:256")
    assert (chosen.id, chosen.dim, chosen.output_dimension) == ("cohere/embed-v4.0:256", 256, 256)
    assert chosen.spec("host").title != choose("cohere/embed-v4.0").spec("host").title


def test_the_default_dimension_is_the_same_model_named_or_not() -> None:
    assert choose("cohere/embed-v4.0:1536").id == "cohere/embed-v4.0"


def test_a_dimension_the_model_does_not_have_is_refused_with_those_it_has() -> None:
    with pytest.raises(ModelError, match="256, 512, 1024, 1536"):
        choose("cohere/embed-v4.0:300")


def test_embed_3_takes_one_picture_and_no_dimension() -> None:
    chosen = choose("cohere/embed-english-light-v3.0")
    assert (chosen.spec("host").batch_pictures, chosen.spec("host").mixed) == (1, False)
    assert chosen.output_dimension is None


def test_embed_5_pro_is_asked_through_the_fast_one() -> None:
    assert choose("cohere/embed-v5.0-pro:512").model.query_name == "embed-v5.0-fast"
    assert choose("cohere/embed-v4.0").model.query_name == "embed-v4.0"


@pytest.mark.parametrize("name", ["embed-v9", "openai/clip-vit-large", "model:latest"])
def test_any_other_name_is_a_model_whose_dimension_is_to_be_learnt(name: str) -> None:
    chosen = choose(f"cohere/{name}")
    assert (chosen.model.name, chosen.dim, chosen.output_dimension) == (name, 0, None)
    assert chosen.spec("host").dim == 0
    assert chosen.spec("host", 384).dim == 384


def test_an_unknown_model_may_be_asked_for_a_dimension() -> None:
    chosen = choose("cohere/embed-v9:640")
    assert (chosen.model.name, chosen.output_dimension) == ("embed-v9", 640)
    assert chosen.id == "cohere/embed-v9:640"


@pytest.mark.parametrize(
    "wrong", ["cohere/", "cohere/ ", "cohere/+text", "cohere/ embed-v4.0", "embed-v4.0", ""]
)
def test_what_names_no_model_is_refused(wrong: str) -> None:
    with pytest.raises(ModelError, match="cohere/embed"):
        choose(wrong)


@pytest.mark.parametrize("name", ["embed-v4.0", "embed-v4.0:512", "embed-v5.0-pro", "own/model:64"])
def test_with_descriptions_it_is_a_model_of_its_own(name: str) -> None:
    plain, described = choose(f"cohere/{name}"), choose(f"cohere/{name}+text")
    assert described.id == f"{plain.id}+text"
    assert (described.model, described.dim) == (plain.model, plain.dim)
    assert (plain.spec("host").described, described.spec("host").described) == (False, True)
    assert plain.spec("host").title != described.spec("host").title
    assert choose(described.id) == described


def test_embed_3_cannot_have_descriptions() -> None:
    with pytest.raises(ModelError, match="can't combine"):
        choose("cohere/embed-english-v3.0+text")
