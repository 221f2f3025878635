"""The descriptions of Cohere's models: what each accepts and returns.

Source: Cohere's model page, its reference of ``/v2/embed`` and the announcement of Embed 5, as
of November 2026. A model that is not in the table works, too: it is assumed to be like Embed 4, and
its dimension is read from its first response.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from picseek.engine.embed.base import ModelSpec
from picseek.engine.errors import ModelError
from picseek.engine.messages import message

PREFIX = "cohere/"
REVISION = "1"

BATCH_PICTURES = 16
"""Maximum pictures in a call. More would save little, and a failed call would cost more."""

BATCH_BYTES = 2_500_000
"""Maximum bytes of pictures in a call. 20 MB are allowed, but encoding the request as JSON cannot
be interrupted; with so few bytes, it blocks other threads for 10 ms at most."""

_TOKENS_PER_PICTURE = 3136  # the maximum: 1568 x 1568 pixels in cells of 28 x 28
_MATRYOSHKA_4 = (256, 512, 1024, 1536)
_MATRYOSHKA_5 = (256, 512, 768, 1024, 1536, 2048)
_DESCRIBED = "+text"
_WITH_DIM = re.compile(r"(?P<name>.+):(?P<dim>[1-9][0-9]{0,4})")


@dataclass(frozen=True, slots=True)
class CohereModel:
    """A model of the service.

    Attributes:
        name: Its name in requests.
        title: For display.
        dims: Available lengths of vectors; empty: not known.
        default_dim: The length unless another one is chosen; 0: not known.
        pictures_per_call: The service's limit.
        fused: Whether it accepts ``inputs``, in which text and pictures are fused into one vector,
            and an ``output_dimension``; if not, ``images``, one in each call, with the input type
            ``image``.
        query_model: The model that embeds queries, if it is another one with the same vector space.
        price: US dollars per million image tokens, as last known.
        tokens_per_picture: Assumed until it is measured.
    """

    name: str
    title: str
    dims: tuple[int, ...]
    default_dim: int
    pictures_per_call: int = 96
    fused: bool = True
    query_model: str = ""
    price: float | None = None
    tokens_per_picture: int = _TOKENS_PER_PICTURE

    @property
    def query_name(self) -> str:
        """Name of the model that queries are sent to."""
        return self.query_model or self.name


def _v3(name: str, title: str, dim: int) -> CohereModel:
    return CohereModel(name, title, (dim,), dim, pictures_per_call=1, fused=False)


TABLE: tuple[CohereModel, ...] = (
    CohereModel("embed-v4.0", "Cohere Embed 4", _MATRYOSHKA_4, 1536, price=0.47),
    CohereModel(
        "embed-v5.0-pro",
        "Cohere Embed 5 Pro",
        _MATRYOSHKA_5,
        2048,
        query_model="embed-v5.0-fast",
        price=0.40,
    ),
    CohereModel("embed-v5.0-fast", "Cohere Embed 5 Fast", _MATRYOSHKA_5, 2048, price=0.40),
    _v3("embed-multilingual-v3.0", "Cohere Embed 3, multilingual", 1024),
    _v3("embed-english-v3.0", "Cohere Embed 3, English", 1024),
    _v3("embed-multilingual-light-v3.0", "Cohere Embed 3 Light, multilingual", 384),
    _v3("embed-english-light-v3.0", "Cohere Embed 3 Light, English", 384),
)


@dataclass(frozen=True, slots=True)
class ChosenModel:
    """A model with its options. Vectors of different choices never mix: each has its own id.

    Attributes:
        model: The model.
        dim: Length of vectors; 0: as the model returns them.
        described: Whether names and captions of a picture are fused with it. The vector is computed
            once for each content: it does not change when the file is renamed or its captions
            change, and copies share the vector of the first one.
    """

    model: CohereModel
    dim: int
    described: bool = False

    @property
    def id(self) -> str:
        """The id for its stored vectors; without the dimension if that is the default."""
        name = PREFIX + self.model.name
        if self.dim != self.model.default_dim:
            name += f":{self.dim}"
        return name + _DESCRIBED if self.described else name

    @property
    def title(self) -> str:
        """The model's name for display."""
        title = self.model.title
        if self.dim != self.model.default_dim:
            title += f" ({self.dim})"
        return message("{title}, with names and captions", title=title) if self.described else title

    @property
    def output_dimension(self) -> int | None:
        """The dimension to request; None: request none."""
        return self.dim if self.model.fused and self.dim else None

    def spec(
        self, host: str, dim: int = 0, *, batch_pictures: int = 0, calls_in_flight: int = 1
    ) -> ModelSpec:
        """The model as the engine sees it.

        Args:
            host: The server; ``""``: not known.
            dim: The dimension, if the table does not have it.
            batch_pictures: Maximum number of pictures in a call; 0: as many as allowed.
            calls_in_flight: Maximum number of simultaneous calls.
        """
        most = min(BATCH_PICTURES, self.model.pictures_per_call)
        return ModelSpec(
            id=self.id,
            revision=REVISION,
            title=self.title,
            dim=self.dim or dim,
            batch_pictures=min(most, batch_pictures) if batch_pictures else most,
            batch_bytes=BATCH_BYTES,
            calls_in_flight=calls_in_flight,
            remote=True,
            mixed=self.model.fused,
            described=self.described,
            host=host,
        )


def choose(model_id: str) -> ChosenModel:
    """The model with an id: ``cohere/NAME`` or ``cohere/NAME:DIM``, perhaps with ``+text``.

    Raises:
        ModelError: There is no such model, or it lacks this dimension or cannot fuse pictures
            with text.
    """
    if not model_id.endswith(_DESCRIBED):
        return _choose(model_id)
    chosen = replace(_choose(model_id.removesuffix(_DESCRIBED)), described=True)
    if not chosen.model.fused:
        raise ModelError(
            message("{title} can't combine pictures with text.", title=chosen.model.title)
        )
    return chosen


def _choose(model_id: str) -> ChosenModel:
    name = model_id.removeprefix(PREFIX)
    if not model_id.startswith(PREFIX) or not name.strip() or name != name.strip():
        raise ModelError(
            message(
                "“{model_id}” isn't a Cohere model. Example: {prefix}{name}.",
                model_id=model_id,
                prefix=PREFIX,
                name=TABLE[0].name,
            )
        )
    known = _known(name)
    if known is not None:
        return ChosenModel(known, known.default_dim)
    parts = _WITH_DIM.fullmatch(name)
    if parts is None:
        return ChosenModel(CohereModel(name, name, (), 0), 0)
    dim = int(parts["dim"])
    known = _known(parts["name"])
    if known is None:
        return ChosenModel(CohereModel(parts["name"], parts["name"], (), 0), dim)
    if dim not in known.dims:
        dims = ", ".join(map(str, known.dims))
        raise ModelError(
            message(
                "{title} doesn't offer {dim} dimensions. Choose one of these: {dims}.",
                title=known.title,
                dims=dims,
                dim=dim,
            )
        )
    return ChosenModel(known, dim)


def specs(host: str) -> tuple[ModelSpec, ...]:
    """The models of the table at a host, each with its default dimension."""
    return tuple(ChosenModel(model, model.default_dim).spec(host) for model in TABLE)


def _known(name: str) -> CohereModel | None:
    return next((model for model in TABLE if model.name == name), None)
