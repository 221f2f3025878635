"""Requests as the contract wants them; answers as they must be, and as they must not."""

from __future__ import annotations

import base64
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.engine.embed.base import PictureInput
from picseek.engine.embed.cohere.catalog import choose
from picseek.engine.embed.cohere.protocol import (
    BadAnswer,
    BadEncoding,
    WrongDimension,
    data_uri,
    document_request,
    mixed_query_request,
    read_answer,
    text_query_request,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

JPEG, PNG = b"\xff\xd8\xff pixels", b"\x89PNG\r\n\x1a\n pixels"
V4, V3 = choose("cohere/embed-v4.0"), choose("cohere/embed-english-v3.0")


def response(**embeddings: object) -> SimpleNamespace:
    given = SimpleNamespace(**{"base64": None, "float_": None, **embeddings})
    return SimpleNamespace(embeddings=given, meta=None)


def encoded(table: NDArray[Any]) -> SimpleNamespace:
    return response(base64=[base64.b64encode(row.tobytes()).decode() for row in table])


def rows(count: int, dim: int = 8) -> NDArray[np.float32]:
    return np.random.default_rng(3).normal(size=(count, dim)).astype("<f4")


# Requests


def test_embed_4_is_sent_documents_as_inputs() -> None:
    request = document_request(V4, [PictureInput(JPEG), PictureInput(PNG, "A chart")])
    assert (request.rows, request.pictures) == (2, 2)
    assert request.arguments == {
        "model": "embed-v4.0",
        "input_type": "search_document",
        "embedding_types": ["base64"],
        "output_dimension": 1536,
        "inputs": [
            {"content": [{"type": "image_url", "image_url": {"url": data_uri(JPEG)}}]},
            {
                "content": [
                    {"type": "text", "text": "A chart"},
                    {"type": "image_url", "image_url": {"url": data_uri(PNG)}},
                ]
            },
        ],
    }


def test_embed_3_is_sent_one_image_and_no_dimension() -> None:
    request = document_request(V3, [PictureInput(JPEG, "ignored")])
    assert request.arguments == {
        "model": "embed-english-v3.0",
        "input_type": "image",
        "embedding_types": ["base64"],
        "images": [data_uri(JPEG)],
    }


def test_words_are_asked_as_a_query_of_the_query_model() -> None:
    pro = choose("cohere/embed-v5.0-pro:256")
    request = text_query_request(pro, ["two dogs"], "float")
    assert request.arguments == {
        "model": "embed-v5.0-fast",
        "input_type": "search_query",
        "embedding_types": ["float"],
        "output_dimension": 256,
        "texts": ["two dogs"],
    }
    assert (request.rows, request.pictures) == (1, 0)


def test_words_and_pictures_are_one_question() -> None:
    request = mixed_query_request(V4, "the same in red", [JPEG, PNG])
    assert request.rows == 1
    (only,) = request.arguments["inputs"]
    assert [part["type"] for part in only["content"]] == ["text", "image_url", "image_url"]


def test_a_picture_without_words_has_no_empty_text() -> None:
    (only,) = mixed_query_request(V4, "  ", [JPEG]).arguments["inputs"]
    assert len(only["content"]) == 1


def test_the_type_of_a_picture_is_recognized_by_its_content() -> None:
    assert data_uri(JPEG) == "data:image/jpeg;base64," + base64.b64encode(JPEG).decode()
    assert data_uri(PNG).startswith("data:image/png;base64,")


def test_very_long_texts_are_cut() -> None:
    assert len(text_query_request(V4, ["x" * 10**6]).arguments["texts"][0]) < 10**5


# Answers


@given(st.integers(1, 5), st.integers(1, 40))
def test_base64_and_numbers_give_the_same_unit_vectors(count: int, dim: int) -> None:
    table = rows(count, dim)
    from_base64 = read_answer(encoded(table), count, dim).vectors
    from_numbers = read_answer(response(float_=table.tolist()), count, 0).vectors
    for one, other, row in zip(from_base64, from_numbers, table, strict=True):
        assert one is not None
        assert other is not None
        assert one.dtype == other.dtype == np.float32
        np.testing.assert_allclose(one, other, rtol=1e-6)
        np.testing.assert_allclose(one, row / np.linalg.norm(row), rtol=1e-5)


def test_bills_are_read_whatever_they_hold() -> None:
    given = encoded(rows(1))
    for units, expected in (
        (None, (None, None)),
        (SimpleNamespace(images=1.0), (None, None)),
        (SimpleNamespace(image_tokens=99.0, input_tokens=3.0), (99, 3)),
        (SimpleNamespace(text_tokens=5, input_tokens=7), (None, 5)),
        (SimpleNamespace(image_tokens="many", input_tokens=-1), (None, None)),
        (SimpleNamespace(image_tokens=float("nan")), (None, None)),
    ):
        given.meta = SimpleNamespace(billed_units=units)
        answer = read_answer(given, 1, 8)
        assert (answer.image_tokens, answer.input_tokens) == expected


@pytest.mark.parametrize("value", [np.nan, np.inf, 0.0])
def test_a_row_without_a_direction_is_recognized(value: float) -> None:
    table = rows(3)
    table[1] = value
    good, bad, good_too = read_answer(encoded(table), 3, 8).vectors
    assert bad is None
    assert good is not None
    assert good_too is not None


def test_one_vector_too_few_or_too_many_is_refused() -> None:
    for count in (2, 4):
        with pytest.raises(BadAnswer, match=str(count)):
            read_answer(encoded(rows(count)), 3, 8)


def test_another_dimension_is_refused_with_both_numbers() -> None:
    with pytest.raises(WrongDimension) as refusal:
        read_answer(encoded(rows(2, 7)), 2, 8)
    assert (refusal.value.given, refusal.value.wanted) == (7, 8)


@pytest.mark.parametrize(
    "table",
    [rows(2).astype(">f4"), rows(2).astype("<f2"), rows(2).astype("<f8"), rows(2, 8)[:, :0]],
    ids=["big-endian", "float16", "float64", "empty"],
)
def test_bytes_that_are_no_float32_are_recognised(table: NDArray[Any]) -> None:
    wide = np.tile(table, 64)
    with pytest.raises(BadEncoding):
        read_answer(encoded(wide), 2, 8 * 64)


@pytest.mark.parametrize("row", ["not base64!", "AAA", 7, None, "AAAAAAA="])
def test_base64_that_is_none_is_recognised(row: object) -> None:
    with pytest.raises(BadEncoding):
        read_answer(response(base64=[row]), 1, 0)


@pytest.mark.parametrize(
    "odd",
    [
        None,
        {},
        SimpleNamespace(),
        SimpleNamespace(embeddings=None),
        response(),
        response(base64=[]),
        response(base64="AAAA"),
        response(float_=[[]]),
        response(float_=[[1.0, "x"]]),
        response(float_=[1.0]),
        response(float_=[None]),
    ],
)
def test_anything_else_is_a_bad_answer(odd: object) -> None:
    with pytest.raises(BadAnswer):
        read_answer(odd, 1, 0)
