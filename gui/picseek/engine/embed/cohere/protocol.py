"""Builds requests to ``POST /v2/embed``, and checks its responses.

Source: Cohere's reference of the endpoint. Embed 4 and newer take ``inputs``, each of which
becomes one vector; Embed 3 takes texts, or one picture in ``images``. Vectors are requested as
base64 of little-endian float32: a tenth of the time and a quarter of the bytes of JSON numbers.
Cohere documents "float embedding bytes" only, so they are checked, and requested as numbers
if they are not what was expected.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from picseek.engine.embed.cohere.preparer import mime_type
from picseek.engine.messages import message

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.base import PictureInput, Vector
    from picseek.engine.embed.cohere.catalog import ChosenModel

Encoding = Literal["base64", "float"]

LONGEST_TEXT = 20_000
"""Maximum number of characters of a text; models truncate texts that exceed their context."""

_DATA = "data:"
_ENVELOPE_BYTES = 64_000  # a response without its vectors and the texts that it repeats
_BASE64_BYTES, _NUMBER_BYTES = 8, 32  # maximum for a number of a vector
_ESCAPED_BYTES = 12  # maximum for a character in JSON
_LONGEST_VECTOR = 16_384  # numbers, if the length is not known

# Vectors of any model have a length near 1, seldom 10.
_SHORTEST, _LONGEST = 1e-4, 1e4


@dataclass(frozen=True, slots=True)
class EmbedRequest:
    """A request.

    Attributes:
        arguments: What the SDK's ``embed`` is called with.
        rows: How many vectors are requested.
        pictures: How many of the rows count as pictures; the others count as texts.
    """

    arguments: dict[str, Any]
    rows: int
    pictures: int

    @property
    def answer_bytes(self) -> int:
        """Maximum bytes of a response, which has the requested vectors and may repeat the texts."""
        dim: int = self.arguments.get("output_dimension", _LONGEST_VECTOR)
        in_base64 = self.arguments["embedding_types"] == ["base64"]
        numbers = self.rows * dim * (_BASE64_BYTES if in_base64 else _NUMBER_BYTES)
        return numbers + _ESCAPED_BYTES * _characters(self.arguments, texts=True) + _ENVELOPE_BYTES

    @property
    def size(self) -> int:
        """Characters of its pictures and texts: the size of the body, except for a few hundred."""
        return _characters(self.arguments)


class BadAnswer(Exception):
    """The server's response is unusable; the text is the reason, as a phrase."""


class BadEncoding(BadAnswer):
    """The base64 in a response is not little-endian float32; request numbers instead."""


class WrongDimension(BadAnswer):
    """The vectors are valid, but do not have the expected length."""

    def __init__(self, given: int, wanted: int) -> None:
        super().__init__(
            message(
                "its vectors have {given} numbers instead of {wanted}",
                given=given,
                wanted=wanted,
            )
        )
        self.given = given
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class Answer:
    """A response that was checked.

    Attributes:
        vectors: One for each requested row: float32, L2-normalised; None where the numbers are not
            finite or all zero.
        image_tokens: As billed; None: not in the response.
        input_tokens: Tokens of text, as billed; None: not in the response.
    """

    vectors: tuple[Vector | None, ...]
    image_tokens: int | None
    input_tokens: int | None


# Requests


def document_request(
    chosen: ChosenModel, pictures: Sequence[PictureInput], encoding: Encoding = "base64"
) -> EmbedRequest:
    """Request the vectors of pictures for the index, each with its text if it has one.

    For a model that cannot fuse, texts are ignored, and only one picture is allowed.
    """
    model = chosen.model
    if model.fused:
        inputs = [_fused(picture.text, [picture.prepared]) for picture in pictures]
        content = {"input_type": "search_document", "inputs": inputs}
    else:
        images = [data_uri(picture.prepared) for picture in pictures]
        content = {"input_type": "image", "images": images}
    return _request(chosen, model.name, content, encoding, len(pictures), pictures=len(pictures))


def text_query_request(
    chosen: ChosenModel, texts: Sequence[str], encoding: Encoding = "base64"
) -> EmbedRequest:
    """Request the vectors of queries in words."""
    content = {"input_type": "search_query", "texts": [text[:LONGEST_TEXT] for text in texts]}
    return _request(chosen, chosen.model.query_name, content, encoding, len(texts), pictures=0)


def mixed_query_request(
    chosen: ChosenModel, text: str, pictures: Sequence[bytes], encoding: Encoding = "base64"
) -> EmbedRequest:
    """Request one vector for a query of words and pictures, from a model that can fuse them."""
    content = {"input_type": "search_query", "inputs": [_fused(text, pictures)]}
    return _request(chosen, chosen.model.query_name, content, encoding, 1, pictures=1)


def data_uri(prepared: bytes) -> str:
    """A picture as a data URI; its type is detected from its content."""
    return f"{_DATA}{mime_type(prepared)};base64,{base64.b64encode(prepared).decode('ascii')}"


def _fused(text: str, pictures: Sequence[bytes]) -> dict[str, Any]:
    content: list[dict[str, Any]] = []
    if text.strip():
        content.append({"type": "text", "text": text[:LONGEST_TEXT]})
    content += [
        {"type": "image_url", "image_url": {"url": data_uri(picture)}} for picture in pictures
    ]
    return {"content": content}


def _characters(value: object, *, texts: bool = False) -> int:
    """Characters of all strings in a value; `texts`: except those of pictures."""
    if isinstance(value, str):
        return 0 if texts and value.startswith(_DATA) else len(value)
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return 0
    return sum(_characters(each, texts=texts) for each in value)


def _request(
    chosen: ChosenModel,
    name: str,
    content: dict[str, Any],
    encoding: Encoding,
    rows: int,
    *,
    pictures: int,
) -> EmbedRequest:
    arguments = {"model": name, "embedding_types": [encoding], **content}
    if chosen.output_dimension is not None:
        arguments["output_dimension"] = chosen.output_dimension
    return EmbedRequest(arguments, rows, pictures)


# Responses


def read_answer(response: object, rows: int, dim: int) -> Answer:
    """Check the SDK's response; the SDK itself does not.

    Args:
        response: An ``EmbedByTypeResponse``, supposedly.
        rows: How many vectors were requested.
        dim: Their length; 0: not known yet.

    Raises:
        WrongDimension: Only the length is wrong.
        BadEncoding: The bytes are not little-endian float32.
        BadAnswer: Anything else is missing or of the wrong kind or number.
    """
    embeddings = getattr(response, "embeddings", None)
    encoded, numbers = getattr(embeddings, "base64", None), getattr(embeddings, "float_", None)
    given = encoded if encoded is not None else numbers
    if not isinstance(given, list) or not given:
        raise BadAnswer(message("it contains no vectors"))
    if len(given) != rows:
        raise BadAnswer(
            message(
                "it contains {given} vectors for {rows} pictures or texts",
                given=len(given),
                rows=rows,
            )
        )
    table = _decoded(given, dim) if encoded is not None else _numbers(given)
    if dim and table.shape[1] != dim:
        raise WrongDimension(table.shape[1], dim)
    billed = getattr(getattr(response, "meta", None), "billed_units", None)
    text_tokens = _count(billed, "text_tokens")
    return Answer(
        vectors=_normalised(table),
        image_tokens=_count(billed, "image_tokens"),
        input_tokens=_count(billed, "input_tokens") if text_tokens is None else text_tokens,
    )


def _decoded(given: list[object], dim: int) -> NDArray[np.float32]:
    """Raises: BadEncoding, if lengths or values show that the bytes are not float32."""
    try:
        rows = [base64.b64decode(row, validate=True) for row in given]  # type: ignore[arg-type]
    except (binascii.Error, TypeError, ValueError):
        raise BadEncoding(message("its vectors aren't in Base64")) from None
    size = len(rows[0])
    of_another_width = dim > 0 and size in (2 * dim, 8 * dim)  # float16, float64
    if not size or size % 4 or of_another_width or any(len(row) != size for row in rows):
        raise BadEncoding(message("its vectors have invalid lengths"))
    table = np.frombuffer(b"".join(rows), "<f4").reshape(len(rows), size // 4)
    # Floats with the wrong byte order have arbitrary exponents.
    if np.abs(table, where=np.isfinite(table), out=np.zeros_like(table)).max() > _LONGEST:
        raise BadEncoding(message("its vectors have invalid values"))
    return table.astype(np.float32)


def _numbers(given: list[object]) -> NDArray[np.float32]:
    try:
        table = np.array(given, np.float32)
    except (TypeError, ValueError, OverflowError):
        raise BadAnswer(message("its vectors differ in length or aren't numbers")) from None
    if table.ndim != 2 or not table.shape[1]:
        raise BadAnswer(message("its vectors aren't lists of numbers"))
    return table


def _norms(table: NDArray[np.float32]) -> NDArray[np.float64]:
    """Lengths, shape (rows,); infinite where a value is not finite."""
    with np.errstate(invalid="ignore", over="ignore"):
        norms: NDArray[np.float64] = np.linalg.norm(table.astype(np.float64), axis=1)
    return np.where(np.isfinite(norms), norms, np.inf)


def _normalised(table: NDArray[np.float32]) -> tuple[Vector | None, ...]:
    norms = _norms(table)
    usable = (norms > _SHORTEST) & (norms < _LONGEST)
    return tuple(
        (row / norm).astype(np.float32) if good else None
        for row, norm, good in zip(table, norms, usable, strict=True)
    )


def _count(billed: object, name: str) -> int | None:
    value = getattr(billed, name, None)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1e12:
        return None
    return int(value)
