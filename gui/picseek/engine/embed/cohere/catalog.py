"""Cohere's models as data: what each accepts and returns.

Source: Cohere's model page, its reference of ``/v2/embed`` and the announcement of Embed 5, as
of November 2026. A model that is not in the table works too: it is assumed to be like Embed 4, and
its dimension is learnt from its first response.
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
"""The most pictures in a call. More would save little, and a failed call would lose more."""

BATCH_BYTES = 2_500_000
"""The most bytes of pictures in a call: far below the 20 MB allowed, and so few that writing
the request as JSON, which nothing can interrupt, blocks other threads for 10 ms at most."""

_TOKENS_PER_PICTURE = 3136  # 1568 x 1568 pixels in cells of 28 x 28: the most there can be
_MATRYOSHKA_4 = (256, 512, 1024, 1536)
_MATRYOSHKA_5 = (256, 512, 768, 1024, 1536, 2048)
_DESCRIBED = "+text"
_WITH_DIM = re.compile(r"(?P<name>.+):(?P<dim>[1-9][0-9]{0,4})")


@dataclass(frozen=True, slots=True)
class CohereModel:
    """A model of the service.

    Attributes:
        name: As the service knows it.
        title: For display.
        dims: Lengths of vectors to choose from; none: not known.
        default_dim: The length unless another is chosen; 0: not known.
        pictures_per_call: What the service allows.
        fused: Takes ``inputs``, in which text and pictures become one vector, and an
            ``output_dimension``; else ``images``, one a call, with the input type ``image``.
        query_model: The model that embeds queries, if it is another one: both share one space.
        price: US dollars for a million image tokens, as last known.
        tokens_per_picture: Assumed until measured.
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
        dim: 0: whatever the model returns, to be learnt.
        described: Names and captions of a picture are fused with it. The vector is computed once
            per content: it stays the same when the file is renamed or the words change, and
            copies share the words of the first of them.
    """

    model: CohereModel
    dim: int
    described: bool = False

    @property
    def id(self) -> str:
        """The id under which its vectors are stored; without the dimension if it is the default."""
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
        """The dimension to request; None: do not mention it."""
        return self.dim if self.model.fused and self.dim else None

    def spec(
        self, host: str, dim: int = 0, *, batch_pictures: int = 0, calls_in_flight: int = 1
    ) -> ModelSpec:
        """The model as the engine sees it.

        Args:
            host: The server; ``""``: not known.
            dim: As learnt, if the table does not have it.
            batch_pictures: Fewer pictures in a call than possible; 0: as many as possible.
            calls_in_flight: Calls at a time.
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
