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
        batch_pictures: Maximum number of pictures in one call of `embed_pictures`.
        batch_bytes: Maximum number of prepared bytes in one call.
        calls_in_flight: How many calls of `embed_pictures` may run at once; 0: a call is too cheap
            for a separate thread (the preparer did the work).
        remote: Pictures leave this computer, which may cost money.
        mixed: Text can be fused with a picture into one vector.
        described: Names and captions of each picture are fused with it (`PictureInput.text`).
        second_look: Each picture gets a better vector later from a closer look (`LooksTwice`).
        succeeds: Id of the model that this one replaces; searches use that one until this one has
            embedded as many pictures.
        formerly: Id that the model had before another model got it; ``""``: none.
        host: Where vectors are computed: host name, and port if one was given; ``""``: on this
            computer. Vectors of the same model from two servers are never compared.
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
    """A picture as a model's input.

    Attributes:
        prepared: The output of the model's `Preparer`.
        text: Names and captions to fuse with it; ``""``: none.
        content_hash: Of the picture in the library; ``b""``: an example that is not in it.
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
    """Thresholds, all of which a picture must reach to be a strong match.

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
    """Orders the pictures nearest to a query again, by more than the cosine."""

    @property
    def needs_regions(self) -> bool:
        """Whether it also uses regions (`DescribesRegions`)."""

    def judge(self, vectors: Vector, regions: Sequence[bytes]) -> Judged:
        """Score pictures.

        Args:
            vectors: Of the pictures, shape (n, dim), float32.
            regions: As stored, or ``b""`` for a picture without; empty unless needed.
        """


@dataclass(frozen=True, slots=True)
class QueryEmbedding:
    """A query as a vector.

    Attributes:
        vector: Shape (dim,), float32, L2-normalised; None: the model understood none of it.
        unknown: Words that the model did not understand, in the query's order.
        floor: Cosine up to which a picture does not match the query; None: the model's scores only
            rank (cross-modal cosines of CLIP-class models).
        nearest: Cosine above which a picture is a near match, shown if none is above the floor;
            None: there are no near matches.
        strong: Thresholds of strong matches; None: the model has none.
        fills_up: Whether near matches are also shown after those above the floor: a thing may be in
            a picture without being recognised, but a color is always recognised.
        reranker: Orders the nearest pictures, and replaces `floor` and `strong` for them; None:
            their order is final.
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
    UNSENT = "unsent"  # nothing has left this computer: there was no connection


@dataclass(frozen=True, slots=True)
class SentRecord:
    """What one call sends to a service.

    Attributes:
        at: Time of the call, seconds since the epoch.
        model: The model's name in the request.
        host: Host name, and port if one was given.
        size: Bytes of the request's body; an estimate until it is answered.
        content_hashes: The pictures of the library in it; none for a query.
        image_tokens: As billed; None: not in the response.
        input_tokens: Tokens of text, as billed; None: not in the response.
        call: Number of the call, unique within the embedder.
        state: The state of the call.
        vectors: Those of the response, one for each of `content_hashes`; None: not usable. Empty
            before the call is answered.
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
"""Called twice on the thread of each call: before the call, and when its outcome is known.

If the first one raises an exception, the call is not made."""

OnWait = Callable[[str, float], None]
"""Called for a wait, with its reason and its seconds."""

OnNotice = Callable[[str], None]
"""Called with a message that the user should read."""


class Before(NamedTuple):
    """What a library knows of a model before it is used.

    Attributes:
        dim: Length of its stored vectors, needed if its spec does not have it; 0: there are none.
        sent: Calls with pictures in the last minute: how many seconds ago, and how many pictures.
    """

    dim: int = 0
    sent: tuple[tuple[float, int], ...] = ()


NOTHING_BEFORE = Before()


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of using a remote model: where pictures are sent, how fast, and at what price.

    Attributes:
        host: Where pictures and queries are sent: host name, and port if one was given.
        pictures_per_minute: What the key allows; 0: no limit.
        tokens_per_picture: Assumed until calls of this library were billed.
        bytes_per_picture: Length of a picture in a request; assumed until it is measured.
        price_per_million: US dollars per million image tokens, as last known; None: not known.
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
        """Minimum pixels of the shorter side, if the original has as many; 0: none."""

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
            ModelError: The model cannot be used now (invalid key, no network ...).
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
    """An embedder whose spec has `second_look`."""

    @property
    def closer_preparer(self) -> Preparer:
        """What decode workers run on each picture for its second, closer look."""


@runtime_checkable
class DescribesRegions(Protocol):
    """An embedder that describes the regions of a picture, in a few hundred bytes."""

    def regions_of(self, prepared: bytes) -> bytes:
        """The regions in a preparer's output, in the form in which they are stored."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A thing to find in a picture, as a model's `Locator` understands it.

    Attributes:
        words: What the user searched for.
        direction: A vector, packed by the model.
        found: The minimum score for it to count as found.
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
        """Locate things in a picture as for a `Preparer`: a few boxes, the most likely first."""


@runtime_checkable
class Explains(Protocol):
    """An embedder that explains why a picture was found."""

    @property
    def locator(self) -> Locator:
        """Locates things in a picture."""

    def things_in(self, words: ParsedQuery) -> tuple[Wanted, ...]:
        """The things that a query asks for; raises: ModelError, as `embed_query`."""

    def seen(self, vector: Vector, language: str) -> tuple[SeenThing, ...]:
        """What the model recognizes in a picture, by its vector, the most likely first.

        Args:
            vector: Of the picture.
            language: ISO 639-1 code of the names; English where there is none.
        """


def not_ready(title: str, needs: str) -> Message:
    """The reason why a model cannot be used, with its title; `needs`: see `ModelSource.needs`."""
    return message("“{title}” can't be used yet. {needs}", title=title, needs=needs)


class ModelSource(Protocol):
    """The known models. Listing them and reading their specs must stay cheap."""

    def specs(self) -> tuple[ModelSpec, ...]:
        """All models of the table, the default one first."""

    def spec(self, model_id: str) -> ModelSpec:
        """A model of the table, a variant of one, or one that only the service knows.

        Nothing is sent; `dim` is 0 if only the service knows it.

        Raises:
            ModelError: There can be no such model.
        """

    def terms(self, model_id: str) -> Terms | None:
        """The terms of using a model; None: it runs on this computer.

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
