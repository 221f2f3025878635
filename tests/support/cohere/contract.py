"""What `POST /v2/embed` accepts, as Cohere documents it; where the documents disagree, the
strictest reading. Whatever passes here, the real service is documented to accept.

Sources: Cohere's API reference of /v2/embed, its guides to embeddings and to multimodal
embeddings, its model page and its error page. Sizes count base64 bytes (the documents leave
open whether raw bytes are meant, so the smaller allowance is used).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.support.cohere.pictures import SentPicture

MAX_INPUTS = 96
MAX_PICTURE_BYTES = 5_000_000
MAX_CALL_BYTES = 20_000_000
MIME_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")
INPUT_TYPES = ("search_document", "search_query", "classification", "clustering", "image")
EMBEDDING_TYPES = ("float", "int8", "uint8", "binary", "ubinary", "base64")
SOURCES = ("texts", "images", "inputs")
FIELDS = frozenset(
    {*SOURCES, "model", "input_type", "embedding_types", "output_dimension"}
    | {"max_tokens", "truncate", "priority"}
)
MATRYOSHKA_4, MATRYOSHKA_5 = (256, 512, 1024, 1536), (256, 512, 768, 1024, 1536, 2048)


@dataclass(frozen=True, slots=True)
class StandInModel:
    """A model that the stand-in serves.

    Attributes:
        dims: Those one can choose from with `output_dimension`; one only: cannot be chosen.
        space: Models of one space give vectors that may be compared.
        context: Tokens of a text.
        fused: Takes `inputs`, several pictures a call, and an `output_dimension`.
    """

    name: str
    dims: tuple[int, ...]
    default_dim: int
    space: str
    context: int = 512
    fused: bool = False


def _v3(name: str, dim: int) -> StandInModel:
    return StandInModel(name, (dim,), dim, name)


MODELS = (
    StandInModel("embed-v4.0", MATRYOSHKA_4, 1536, "v4", 128_000, fused=True),
    StandInModel("embed-v5.0-pro", MATRYOSHKA_5, 2048, "v5", 128_000, fused=True),
    StandInModel("embed-v5.0-fast", MATRYOSHKA_5, 2048, "v5", 128_000, fused=True),
    _v3("embed-english-v3.0", 1024),
    _v3("embed-multilingual-v3.0", 1024),
    _v3("embed-english-light-v3.0", 384),
    _v3("embed-multilingual-light-v3.0", 384),
)


class Refusal(Exception):
    """The request is not answered: a status, and the message of the body."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True)
class Item:
    """One input: it becomes one vector."""

    texts: tuple[str, ...] = ()
    pictures: tuple[SentPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class EmbedRequest:
    """A request that the contract allows."""

    model: StandInModel
    dim: int
    input_type: str
    source: str
    items: tuple[Item, ...]
    embedding_types: tuple[str, ...]

    @property
    def pictures(self) -> int:
        """Inputs that count against the rate for pictures."""
        return sum(bool(item.pictures) for item in self.items)

    @property
    def texts(self) -> int:
        """Inputs that count against the rate for texts."""
        return len(self.items) - self.pictures


@dataclass(frozen=True, slots=True)
class Contract:
    """Checks requests.

    Attributes:
        lenient: As vLLM reads it: `embedding_types` and `input_type` may be missing, unknown
            fields are ignored, and a call's size and number of inputs are not limited.
    """

    models: tuple[StandInModel, ...] = MODELS
    lenient: bool = False

    def read(
        self, request: Mapping[str, object], pictures: Mapping[str, SentPicture], size: int
    ) -> EmbedRequest:
        """Check a request.

        Args:
            request: The body, parsed.
            pictures: What each of its data URIs holds.
            size: Bytes of the body.

        Raises:
            Refusal: The contract does not allow it.
        """
        if size > MAX_CALL_BYTES and not self.lenient:
            raise Refusal(413, "request entity too large: the payload must be at most 20MB")
        model = self._model(request)
        self._check_fields(request)
        source = _source(request)
        input_type = self._input_type(request, model, source)
        items = self._items(request[source], source, model, pictures)
        _check_text_lengths(request, items, model)
        dim = _dimension(request, model)
        return EmbedRequest(model, dim, input_type, source, items, self._types(request))

    def _model(self, request: Mapping[str, object]) -> StandInModel:
        name = request.get("model")
        if not isinstance(name, str) or not name:
            raise Refusal(400, "invalid request: model is required")
        for model in self.models:
            if model.name == name:
                return model
        raise Refusal(
            404,
            f"model '{name}' not found, make sure the correct model ID was used and that you "
            "have access to the model.",
        )

    def _check_fields(self, request: Mapping[str, object]) -> None:
        unknown = sorted(set(request) - FIELDS)
        if unknown and not self.lenient:
            raise Refusal(400, f"invalid request: unknown field {unknown[0]!r}")
        truncate = request.get("truncate", "END")
        if truncate not in ("NONE", "START", "END"):
            raise Refusal(400, "invalid request: truncate must be one of NONE, START, END")
        if not 0 <= _number(request.get("priority", 0)) <= 999:
            raise Refusal(400, "invalid request: priority must be between 0 and 999")
        if _number(request.get("max_tokens", 1)) < 1:
            raise Refusal(400, "invalid request: max_tokens must be at least 1")

    def _input_type(self, request: Mapping[str, object], model: StandInModel, source: str) -> str:
        value = request.get("input_type")
        if value is None and self.lenient:
            return "search_document"
        if value not in INPUT_TYPES:
            raise Refusal(
                400, "invalid request: valid input_type must be provided with the provided model"
            )
        if source == "images" and value != "image":
            raise Refusal(400, "invalid request: images must be used with input_type=image")
        if source == "texts" and value == "image":
            raise Refusal(400, "invalid request: texts must be empty when input_type=image")
        if source == "inputs" and value == "image" and not self.lenient:
            raise Refusal(400, "invalid request: inputs cannot be used with input_type=image")
        if source == "inputs" and not model.fused:
            raise Refusal(400, f"invalid request: inputs is not supported for {model.name}")
        return str(value)

    def _types(self, request: Mapping[str, object]) -> tuple[str, ...]:
        value = request.get("embedding_types")
        if value is None and self.lenient:
            return ("float",)
        if not isinstance(value, list) or not value:
            raise Refusal(400, "invalid request: embedding_types must be provided")
        for each in value:
            if each not in EMBEDDING_TYPES:
                raise Refusal(400, f"invalid request: {each!r} is not a valid embedding type")
        return tuple(value)

    def _items(
        self,
        value: object,
        source: str,
        model: StandInModel,
        pictures: Mapping[str, SentPicture],
    ) -> tuple[Item, ...]:
        if not isinstance(value, list) or not value:
            raise Refusal(400, f"invalid request: {source} must be a list of at least one")
        if len(value) > MAX_INPUTS and not self.lenient:
            raise Refusal(400, f"invalid request: total number of {source} must be at most 96")
        if source == "images" and len(value) > 1 and not model.fused:
            raise Refusal(400, f"invalid request: {model.name} takes at most 1 image per call")
        if source == "texts":
            return tuple(Item(texts=(_text(each),)) for each in value)
        if source == "images":
            return tuple(Item(pictures=(_picture(each, pictures),)) for each in value)
        return tuple(_fused(each, pictures) for each in value)


def _source(request: Mapping[str, object]) -> str:
    """Which one of texts, images and inputs was sent."""
    sent = [name for name in SOURCES if request.get(name)]
    if len(sent) != 1:
        raise Refusal(
            400, "invalid request: exactly one of texts, images and inputs must be provided"
        )
    return sent[0]


def _dimension(request: Mapping[str, object], model: StandInModel) -> int:
    value = request.get("output_dimension")
    if value is None:
        return model.default_dim
    if not model.fused:
        raise Refusal(400, f"invalid request: output_dimension is not supported for {model.name}")
    if value not in model.dims:
        raise Refusal(400, f"invalid request: output_dimension must be one of {model.dims}")
    assert isinstance(value, int)
    return value


def _fused(value: object, pictures: Mapping[str, SentPicture]) -> Item:
    """One of `inputs`: blocks of text and pictures that become one vector."""
    content = value.get("content") if isinstance(value, dict) else None
    if not isinstance(content, list) or not content:
        raise Refusal(400, "invalid request: each input must have content")
    texts: list[str] = []
    shown: list[SentPicture] = []
    for block in content:
        kind = block.get("type") if isinstance(block, dict) else None
        if kind == "text":
            texts.append(_text(block.get("text")))
        elif kind == "image_url" and isinstance(block.get("image_url"), dict):
            shown.append(_picture(block["image_url"].get("url"), pictures))
        else:
            raise Refusal(400, f"invalid request: {kind!r} is not a valid content type")
    return Item(tuple(texts), tuple(shown))


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Refusal(400, "invalid request: texts must be non-empty strings")
    return value


def _picture(value: object, pictures: Mapping[str, SentPicture]) -> SentPicture:
    picture = pictures.get(value) if isinstance(value, str) else None
    if picture is None:
        raise Refusal(400, "invalid request: images must be base64 data URIs")
    if picture.declared not in MIME_TYPES:
        raise Refusal(400, f"invalid request: {picture.declared!r} is not a supported image type")
    if picture.encoded_bytes > MAX_PICTURE_BYTES:
        raise Refusal(400, "invalid request: image size must be at most 5MB")
    if picture.problem:
        raise Refusal(400, f"invalid request: image could not be read: {picture.problem}")
    if picture.declared != picture.actual:
        raise Refusal(400, f"invalid request: image is {picture.actual}, not {picture.declared}")
    return picture


def _check_text_lengths(
    request: Mapping[str, object], items: Sequence[Item], model: StandInModel
) -> None:
    if request.get("truncate") != "NONE":
        return
    for item in items:
        if text_tokens(item.texts) > model.context:
            raise Refusal(400, f"invalid request: too many tokens, at most {model.context}")


def text_tokens(texts: Sequence[str]) -> int:
    """About how many tokens some texts have: one for four characters, at least one a word."""
    return sum(max(len(text.split()), len(text) // 4) for text in texts)


def picture_tokens(picture: SentPicture) -> int:
    """An invented but plausible price: one token for each 28x28 pixels, from 4 to 3,136."""
    return min(3136, max(4, picture.width * picture.height // (28 * 28)))


def _number(value: object) -> int:
    """A whole number, or -1 for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else -1
