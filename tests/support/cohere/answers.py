"""The bodies that the stand-in sends: Cohere's, and those of a server that speaks like vLLM."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np

from tests.support.cohere.contract import EmbedRequest, StandInModel, picture_tokens, text_tokens
from tests.support.cohere.faults import Kind
from tests.support.cohere.vectors import Vector, embed, written

API_VERSION = {"version": "2", "is_deprecated": False, "is_experimental": False}


class Dialect(StrEnum):
    """Whose server it is. vLLM's `/v2/embed` bills nothing and says nothing about the pictures."""

    COHERE = "cohere"
    VLLM = "vllm"


def rows_of(request: EmbedRequest) -> Vector:
    """The vectors asked for, shape (inputs, dim)."""
    return np.stack(
        [
            embed(
                item.texts,
                [each.content for each in item.pictures if each.content is not None],
                space=request.model.space,
                dim=request.dim,
                whole=request.dim == request.model.default_dim,
            )
            for item in request.items
        ]
    )


def spoilt(rows: Vector, kind: Kind) -> Vector:
    """The vectors as a service would send them on a bad day."""
    rows = rows.copy()
    if kind is Kind.SHORT:
        return rows[:-1]
    if kind is Kind.WRONG_DIMENSION:
        return rows[:, :-1]
    rows[-1] = 0.0
    if kind is Kind.NOT_A_NUMBER:
        rows[-1, 0] = np.nan
    return rows


def billed_units(request: EmbedRequest) -> dict[str, int]:
    """What a request costs: only the units it has any of."""
    pictures = [picture for item in request.items for picture in item.pictures]
    units = {
        "images": len(pictures),
        "image_tokens": sum(map(picture_tokens, pictures)),
        "input_tokens": sum(text_tokens(item.texts) for item in request.items),
    }
    return {name: count for name, count in units.items() if count}


def answer(request: EmbedRequest, rows: Vector, dialect: Dialect) -> dict[str, object]:
    """The body of a 200."""
    embeddings = written(rows, request.embedding_types)
    texts = [text for item in request.items for text in item.texts]
    if dialect is Dialect.VLLM:
        tokens = {"input_tokens": text_tokens(texts)}
        return {
            "id": f"embd-{uuid.uuid4().hex}",
            "embeddings": embeddings,
            "texts": texts if request.source == "texts" else None,
            "meta": {"api_version": {"version": "2"}, "tokens": tokens},
        }
    return {
        "id": str(uuid.uuid4()),
        "response_type": "embeddings_by_type",
        "embeddings": embeddings,
        "texts": texts if request.source == "texts" else [],
        "images": [
            {
                "width": picture.width,
                "height": picture.height,
                "format": picture.format,
                "bit_depth": picture.bit_depth,
            }
            for item in request.items
            for picture in item.pictures
        ],
        "meta": {"api_version": API_VERSION, "billed_units": billed_units(request)},
    }


def error(status: int, message: str, dialect: Dialect) -> dict[str, object]:
    """The body of a refusal."""
    if dialect is Dialect.VLLM:
        return {"error": {"message": message, "type": "BadRequestError", "code": status}}
    return {"id": str(uuid.uuid4()), "message": message}


def model_list(
    models: Sequence[StandInModel], query: Mapping[str, Sequence[str]], dialect: Dialect
) -> dict[str, object]:
    """`GET /v1/models`, filtered by `endpoint`; vLLM's is OpenAI's list."""
    if dialect is Dialect.VLLM:
        return {
            "object": "list",
            "data": [{"id": model.name, "object": "model", "owned_by": "vllm"} for model in models],
        }
    wanted = query.get("endpoint", ["embed"]) == ["embed"]
    return {"models": [model_facts(model) for model in models if wanted]}


def model_facts(model: StandInModel) -> dict[str, object]:
    """One model, as in `GET /v1/models/{name}`."""
    return {
        "name": model.name,
        "is_deprecated": False,
        "endpoints": ["embed"],
        "finetuned": False,
        "context_length": model.context,
        "default_endpoints": [],
        "features": ["vision"],
    }
