"""The interface of embedding models, on this computer or at a service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast, runtime_checkable

from picseek.engine.messages import Message, message
from picseek.engine.text.query_parser import NO_WORDS, ParsedQuery

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

    from picseek.engine.cancel import CancelToken
    from picseek.engine.errors import PictureError
    from picseek.engine.types import MatchBox, PictureFacts, SeenThing

    Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A model as data.

    Attributes:
        id: Stable name, e.g. ``builtin`` or ``cohere/embed-v4.0``.
        revision: Changes when vectors stop being comparable; old ones are then stored separately.
        title: For display.
        dim: Length of a vector.
        batch_pictures: The most pictures in one call of `embed_pictures`.
        batch_bytes: The most prepared bytes in one call.
        calls_in_flight: How many calls of `embed_pictures` may run at once; 0: the call is too
            cheap for a thread of its own (the preparer did the work).
        remote: Pictures leave this computer, which may cost money.
        mixed: Text can be fused with a picture into one vector.
        described: Names and captions of each picture are fused with it (`PictureInput.text`).
        second_look: Each picture gets a better vector later from a closer look (`LooksTwice`).
        succeeds: Id of the model that this one replaces; that one answers until this one has
            embedded as many pictures.
        formerly: Id that the model had before another took it over; ``""``: none.
        host: Where vectors are computed: host name, and port if one was given; ``""``: here.
            Vectors of the same model at two servers never mix.
    """

    id: str
    revision: str
    title: str
    dim: int
    batch_pictures: int = 64
    batch_bytes: int = 16 << 20
    calls_in_flight: int = 1
    remote: bool = False
    mixed: bool = False
    described: bool = False
    second_look: bool = False
    succeeds: str = ""
    formerly: str = ""
    host: str = ""


@dataclass(frozen=True, slots=True)
class PictureInput:
    """A picture as the model needs it: the output of its `Preparer`, and text to fuse, if any.

    Attributes:
        content_hash: Of the picture in the library; ``b""``: it is not in it (an example).
    """

    prepared: bytes
    text: str = ""
    content_hash: bytes = b""


@dataclass(frozen=True, slots=True)
class QueryInput:
    """A query: words, example pictures, or both."""

    words: ParsedQuery = NO_WORDS
    pictures: tuple[PictureInput, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """Thresholds that a picture must reach, all of them, to be a strong match.

    Attributes:
        directions: Shape (parts, dim), float32, L2-normalised: one for each part of the query;
            if there is only one, the query's vector.
        least: Shape (parts,), float32: the least cosine with each.
    """

    directions: Vector
    least: Vector

    def reached(self, vectors: Vector) -> NDArray[np.bool_]:
        """Which of the vectors, shape (n, dim), reach all thresholds: shape (n,)."""
        passed = vectors @ self.directions.T >= self.least
        return cast("NDArray[np.bool_]", passed.all(axis=1))


class Judged(NamedTuple):
    """The results of reranking some pictures, for each of them.

    Attributes:
        scores: Shape (n,), float32: for ordering, the highest first.
        found: Shape (n,), bool: which match the query; the others are near matches.
        unwanted: Shape (n,), bool: which show what was excluded, and must not be shown.
        strong: Shape (n,), bool: which are strong matches; None: the model has no thresholds.
    """

    scores: Vector
    found: NDArray[np.bool_]
    unwanted: NDArray[np.bool_]
    strong: NDArray[np.bool_] | None


class Reranker(Protocol):
    """Orders the pictures nearest to a query by more than one product of vectors."""

    @property
    def needs_regions(self) -> bool:
        """Whether it uses regions (`DescribesRegions`), too."""

    def judge(self, vectors: Vector, regions: Sequence[bytes]) -> Judged:
        """Score pictures.

        Args:
            vectors: Of the pictures, shape (n, dim), float32.
            regions: As stored, ``b""`` if they were not; empty unless needed.
        """


@dataclass(frozen=True, slots=True)
class QueryEmbedding:
    """A query as a vector.

    Attributes:
        vector: Shape (dim,), float32, L2-normalised; None: the model understood none of it.
        unknown: Words that the model did not understand, in their order.
        floor: Cosine at or below which a picture does not match the query; None: the model's
            scores only rank (cross-modal cosines of CLIP-class models).
        nearest: Cosine above which a picture is a near match, shown if none is above the floor;
            None: there are no near matches.
        fills_up: Whether near matches are shown after those above the floor, too: a thing may be
            in a picture without being recognised, a color may not.
        strong: Thresholds of strong matches; None: the model has none.
        reranker: Orders the nearest pictures and replaces `floor` and `strong` for them; None:
            they are in order.
    """

    vector: Vector | None
    unknown: tuple[str, ...] = ()
    floor: float | None = None
    nearest: float | None = None
    strong: Bars | None = None
    fills_up: bool = False
    reranker: Reranker | None = None


class SentState(StrEnum):
    """The state of a call."""

    SENDING = "sending"  # it is about to be made
    ANSWERED = "answered"  # vectors were returned
    FAILED = "failed"  # it was sent, or may have been, without a result
    UNSENT = "unsent"  # nothing of it has left this computer: no connection, no name, no proxy


@dataclass(frozen=True, slots=True)
class SentRecord:
    """What one call sends to a service.

    Attributes:
        at: When, seconds since the epoch.
        model: The model's name in the request.
        host: Host name, and port if one was given.
        size: Bytes of the request's body; an estimate until it is answered.
        content_hashes: The pictures of the library in it; none for a query.
        image_tokens: As billed; None: the response does not say.
        input_tokens: Of text, as billed; None: the response does not say.
        call: Number of the call, unique within the embedder.
        state: The state of the call.
        vectors: Of the response, one for each of `content_hashes`; None where there is no usable
            one. Empty before the call is answered.
    """

    at: float
    model: str
    host: str
    size: int
    content_hashes: tuple[bytes, ...] = ()
    image_tokens: int | None = None
    input_tokens: int | None = None
    call: int = 0
    state: SentState = SentState.ANSWERED
    vectors: tuple[Vector | None, ...] = field(default=(), compare=False, repr=False)


OnSent = Callable[[SentRecord], None]
"""Called twice on the thread of each call: before it is made, and when its outcome is known.

If the first raises, the call is not made."""

OnWait = Callable[[str, float], None]
"""Called for a wait, with its reason and its seconds."""

OnNotice = Callable[[str], None]
"""Called with a message that the user should read."""


class Before(NamedTuple):
    """What a library knows of a model before it is used.

    Attributes:
        dim: Length of its stored vectors, needed if its spec does not have it; 0: there are none.
        sent: Pictures sent to services in the last minute: how many seconds ago, how many.
    """

    dim: int = 0
    sent: tuple[tuple[float, int], ...] = ()


NOTHING_BEFORE = Before()


@dataclass(frozen=True, slots=True)
class Terms:
    """What using a remote model takes: where pictures are sent, how fast, and at what price.

    Attributes:
        host: Where pictures and queries are sent: host name, and port if one was given.
        pictures_per_minute: What the key allows; 0: no limit.
        tokens_per_picture: Assumed until there are bills in this library.
        bytes_per_picture: Assumed length of a picture in a request, until measured.
        price_per_million: US dollars for a million image tokens as last known; None: not known.
        policy: What the service may do with the pictures, as messages.
    """

    host: str
    pictures_per_minute: int
    tokens_per_picture: int
    bytes_per_picture: int
    price_per_million: float | None
    policy: str


class Preparer(Protocol):
    """Turns one decoded picture into a model's input. Picklable, because decode workers run it."""

    @property
    def min_side(self) -> int:
        """Pixels that the shorter side must have, if the original has them; 0: thumbnails do."""

    def __call__(self, picture: Image.Image, facts: PictureFacts) -> bytes:
        """Prepare one picture: upright, mode RGB, sRGB, possibly scaled down."""


class Embedder(Protocol):
    """Turns pictures and queries into vectors of one space. Safe to call from any thread."""

    @property
    def spec(self) -> ModelSpec:
        """The model as data."""

    @property
    def preparer(self) -> Preparer:
        """What decode workers run on each picture."""

    def embed_pictures(
        self, inputs: Sequence[PictureInput], token: CancelToken
    ) -> list[Vector | PictureError]:
        """Embed a batch, within the spec's limits.

        Returns:
            For each input in order: float32 of shape (dim,), L2-normalised, or an error.

        Raises:
            Cancelled: The token was cancelled; nothing of the batch counts.
            ModelError: The model cannot be used now (key refused, no network ...).
        """

    def embed_query(self, query: QueryInput, token: CancelToken) -> QueryEmbedding:
        """Embed a query.

        Raises:
            Cancelled: The token was cancelled.
            ModelError: The model cannot be used now.
        """

    def close(self) -> None:
        """Release the model's resources."""


@runtime_checkable
class LooksTwice(Protocol):
    """An embedder whose spec says `second_look`."""

    @property
    def closer_preparer(self) -> Preparer:
        """What decode workers run on each picture for its second, closer look."""


@runtime_checkable
class DescribesRegions(Protocol):
    """An embedder that describes what is where in a picture, in a few hundred bytes."""

    def regions_of(self, prepared: bytes) -> bytes:
        """The regions in a preparer's output, in the form in which they are stored."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to be found in a picture, as a model's `Locator` understands it.

    Attributes:
        words: What the user searched for.
        direction: Packed by the model.
        found: The least score at which it counts as found.
        slope: Its probability is sigmoid(slope * score + offset).
        offset: See `slope`.
    """

    words: str
    direction: bytes
    found: float
    slope: float
    offset: float


class Locator(Protocol):
    """Finds things in one decoded picture. Picklable, because decode workers run it."""

    @property
    def min_side(self) -> int:
        """As of a `Preparer`."""

    def __call__(self, picture: Image.Image, wanted: Sequence[Wanted]) -> tuple[MatchBox, ...]:
        """Where they are, the most likely first, a few at most. Picture: see `Preparer`."""


@runtime_checkable
class Explains(Protocol):
    """An embedder that explains why a picture was found."""

    @property
    def locator(self) -> Locator:
        """Finds where in a picture the things are."""

    def things_in(self, words: ParsedQuery) -> tuple[Wanted, ...]:
        """The things that a query asks for; raises: ModelError, as `embed_query`."""

    def seen(self, vector: Vector, language: str) -> tuple[SeenThing, ...]:
        """What the model recognizes in a picture, by its vector, the most likely first.

        Args:
            vector: Of the picture.
            language: ISO 639-1 code of the names; English where there is none.
        """


def not_ready(title: str, needs: str) -> Message:
    """Return why a model cannot be used, for where its name is not shown beside it.

    Args:
        title: The model's title.
        needs: See `ModelSource.needs`.
    """
    return message("“{title}” can't be used yet. {needs}", title=title, needs=needs)


class ModelSource(Protocol):
    """The models that there are. Listing and querying them must stay cheap."""

    def specs(self) -> tuple[ModelSpec, ...]:
        """All models of the table, the default one first."""

    def spec(self, model_id: str) -> ModelSpec:
        """A model of the table, a variant of one, or one that only the service knows.

        Nothing is sent; `dim` is 0 if only the service knows it.

        Raises:
            ModelError: There can be no such model.
        """

    def terms(self, model_id: str) -> Terms | None:
        """What using a model takes; None: it works on this computer.

        Raises:
            ModelError: There can be no such model.
        """

    def described(self, model_id: str, *, on: bool) -> str:
        """The id of the same model with or without names and captions.

        A model that cannot fuse both has only one id.

        Raises:
            ModelError: There can be no such model.
        """

    def needs(self, model_id: str) -> str:
        """What is missing before the model can be used, as a message, or ``""``."""

    def create(
        self,
        model_id: str,
        *,
        on_sent: OnSent,
        on_wait: OnWait,
        on_notice: OnNotice,
        token: CancelToken,
        before: Before = NOTHING_BEFORE,
    ) -> Embedder:
        """Create the embedder of a model.

        Args:
            model_id: As in its spec.
            on_sent: Called before and after each call.
            on_wait: Called for each wait, with its reason and its seconds.
            on_notice: Called with messages that the user should read.
            token: Stops learning the dimension from the service.
            before: What the library knows of it.

        Raises:
            Cancelled: Through the token.
            ModelError: There is no such model, or it cannot be used now.
        """
