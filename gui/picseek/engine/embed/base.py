"""What a model must be able to do, whether it runs here or is paid by the picture elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast, runtime_checkable

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
        revision: Changes when vectors stop being comparable; old ones then stay apart.
        title: What the user reads.
        dim: Length of a vector.
        batch_pictures: The most pictures in one call of `embed_pictures`.
        batch_bytes: The most prepared bytes in one call.
        calls_in_flight: How many calls of `embed_pictures` may run at once; 0 means the call
            costs nothing worth a thread (the preparer did the work).
        remote: Pictures leave this computer: needs consent, may cost money.
        mixed: Text can be fused with a picture into one vector.
        described: What is written about each picture is fused with it (`PictureInput.text`).
        second_look: Each picture gets a better vector later from a closer look (`LooksTwice`).
        succeeds: Id of the model that this one replaces; that one answers until this one has
            embedded as many pictures.
        formerly: Id that the model had before another took it over; ``""``: none.
        host: Where vectors are made: host name, and port where one was given; ``""``: here. Two
            servers may answer to one model's name: their vectors never mix.
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
    """A picture as the model wants it: what its `Preparer` made, and text to fuse, if any.

    Attributes:
        content_hash: Which picture of the library it is; ``b""`` for none (an example).
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
    """What a picture has to reach to be a strong match: all of it.

    Attributes:
        directions: Shape (parts, dim), float32, L2-normalised: one for each part of the question;
            if there is but one, the question's own vector.
        least: Shape (parts,), float32: cosine with each that is enough.
    """

    directions: Vector
    least: Vector

    def reached(self, vectors: Vector) -> NDArray[np.bool_]:
        """Which pictures' vectors, shape (n, dim), reach all of them: shape (n,)."""
        passed = vectors @ self.directions.T >= self.least
        return cast("NDArray[np.bool_]", passed.all(axis=1))


class Judged(NamedTuple):
    """What a closer look at some pictures says, for each of them.

    Attributes:
        scores: Shape (n,), float32: by which they are ordered, the highest first.
        found: Shape (n,), bool: which of them show what was asked for; the others come near.
        unwanted: Shape (n,), bool: which show what was excluded, and are not to be shown.
        strong: Shape (n,), bool: which are strong matches; None when nothing was fitted that tells.
    """

    scores: Vector
    found: NDArray[np.bool_]
    unwanted: NDArray[np.bool_]
    strong: NDArray[np.bool_] | None


class Reranker(Protocol):
    """Orders the pictures nearest to a question by more than one product of vectors can tell."""

    @property
    def needs_regions(self) -> bool:
        """Whether it looks at regions (`DescribesRegions`), too."""

    def judge(self, vectors: Vector, regions: Sequence[bytes]) -> Judged:
        """Judge pictures.

        Args:
            vectors: Of the pictures, shape (n, dim), float32.
            regions: As they were stored, ``b""`` where they were not; empty unless needed.
        """


@dataclass(frozen=True, slots=True)
class QueryEmbedding:
    """A question as a vector.

    Attributes:
        vector: Shape (dim,), float32, L2-normalised; None when nothing of it was understood.
        unknown: Words the model could not interpret, in the order they were asked.
        floor: Cosine at or below which a picture shows no evidence for the question;
            None when the model's scores only rank (cross-modal cosines of CLIP-class models).
        nearest: Cosine above which a picture shows some of what is asked for, or perhaps does: to
            be shown where none is above the floor. None: such pictures are not worth showing.
        fills_up: Whether the nearest are worth showing also after those above the floor: a thing
            that is not plainly seen may be there, a color may not.
        strong: What a strong match reaches; None when nothing was fitted that tells.
        reranker: Orders the nearest pictures, and tells of them what `floor` and `strong` tell of
            others; None: they are in order.
    """

    vector: Vector | None
    unknown: tuple[str, ...] = ()
    floor: float | None = None
    nearest: float | None = None
    strong: Bars | None = None
    fills_up: bool = False
    reranker: Reranker | None = None


class SentState(StrEnum):
    """What is known of a call."""

    SENDING = "sending"  # it is about to be made
    ANSWERED = "answered"  # vectors came back
    FAILED = "failed"  # it was sent, or may have been, and brought nothing
    UNSENT = "unsent"  # nothing of it has left this computer: no connection, no name, no proxy


@dataclass(frozen=True, slots=True)
class SentRecord:
    """What one call sends away from this computer.

    Attributes:
        at: When, seconds since the epoch.
        model: The model as the server was asked for it.
        host: Where to: host name, and port where one was given.
        size: Bytes of the request's body; about those, until it was answered.
        content_hashes: The pictures of the library in it; none for a question.
        image_tokens: As billed; None when the answer did not tell.
        input_tokens: Of text, as billed; None when the answer did not tell.
        call: The same for all records of one call, and for those of no other of the embedder.
        state: What is known of the call.
        vectors: Those that an answer brought, one for each of `content_hashes`; None where it has
            no usable one. None at all before it was answered.
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
"""Called on the thread of each call, twice: before it is made, and when its end is known.

Where the first raises, the call is not made."""

OnWait = Callable[[str, float], None]
"""Told of a wait: a plain sentence, and its seconds. With a full stop it is a notice instead."""


class Before(NamedTuple):
    """What a library knows of a model before it is used.

    Attributes:
        dim: Length of the vectors it gave, needed where its spec does not tell; 0: none yet.
        sent: Pictures sent to services in the last minute: how many seconds ago, how many.
    """

    dim: int = 0
    sent: tuple[tuple[float, int], ...] = ()


NOTHING_BEFORE = Before()


@dataclass(frozen=True, slots=True)
class Terms:
    """What using a remote model means: where pictures go, how fast, and what it costs.

    Attributes:
        host: Where pictures and questions are sent: host name, and port where one was given.
        pictures_per_minute: What the key allows; 0: no limit.
        tokens_per_picture: Assumed until this library's own bills tell.
        bytes_per_picture: Assumed length of a picture in a request, until measured.
        price_per_million: US dollars for a million image tokens as last known; None: not known.
        policy: What the service may do with what it is sent, in plain sentences.
    """

    host: str
    pictures_per_minute: int
    tokens_per_picture: int
    bytes_per_picture: int
    price_per_million: float | None
    policy: str


class Preparer(Protocol):
    """Makes a model's input from one decoded picture. Runs in a decode worker, so: picklable."""

    @property
    def min_side(self) -> int:
        """Pixels the shorter side must have, if the original has them; 0: a thumbnail will do."""

    def __call__(self, picture: Image.Image, facts: PictureFacts) -> bytes:
        """Prepare one picture: upright, mode RGB, sRGB, possibly reduced."""


class Embedder(Protocol):
    """Turns pictures and questions into vectors of one space. Safe to call from any thread."""

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
            For each input in order: float32 of shape (dim,), L2-normalised, or why not.

        Raises:
            Cancelled: The token was cancelled; nothing of the batch counts.
            ModelError: The model cannot go on (key refused, no network ...).
        """

    def embed_query(self, query: QueryInput, token: CancelToken) -> QueryEmbedding:
        """Embed a question.

        Raises:
            Cancelled: The token was cancelled.
            ModelError: The model cannot be asked now.
        """

    def close(self) -> None:
        """Release what the model holds."""


@runtime_checkable
class LooksTwice(Protocol):
    """An embedder whose spec says `second_look`."""

    @property
    def closer_preparer(self) -> Preparer:
        """What decode workers run on each picture for its second, closer look."""


@runtime_checkable
class DescribesRegions(Protocol):
    """An embedder that tells what is where in a picture, in a few hundred bytes."""

    def regions_of(self, prepared: bytes) -> bytes:
        """The regions in what a preparer of the embedder made, as they are to be stored."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to be found in a picture, as a model's `Locator` understands it.

    Attributes:
        words: What was asked for.
        direction: Packed by the model.
        found: Score from which on it is said to be there.
        slope: Its probability is sigmoid(slope * score + offset).
        offset: See above.
    """

    words: str
    direction: bytes
    found: float
    slope: float
    offset: float


class Locator(Protocol):
    """Finds things in one decoded picture. Runs in a worker, so: picklable."""

    @property
    def min_side(self) -> int:
        """As of a `Preparer`."""

    def __call__(self, picture: Image.Image, wanted: Sequence[Wanted]) -> tuple[MatchBox, ...]:
        """Where they are, the likeliest first, a few at most; the picture is as for a preparer."""


@runtime_checkable
class Explains(Protocol):
    """An embedder that tells why a picture was found."""

    @property
    def locator(self) -> Locator:
        """Finds where in a picture the things are."""

    def things_in(self, words: ParsedQuery) -> tuple[Wanted, ...]:
        """The things that a query asks for; raises: ModelError, as `embed_query`."""

    def seen(self, vector: Vector) -> tuple[SeenThing, ...]:
        """What is seen in a picture at all, by its vector, the likeliest first."""


class ModelSource(Protocol):
    """What the engine asks of the registry of models. Listing and asking must stay cheap."""

    def specs(self) -> tuple[ModelSpec, ...]:
        """All models of the table, the default one first."""

    def spec(self, model_id: str) -> ModelSpec:
        """A model of the table, a variant of one, or one that only the service knows.

        Nothing is sent; `dim` is 0 where only the service can tell it.

        Raises:
            ModelError: There can be no such model.
        """

    def terms(self, model_id: str) -> Terms | None:
        """What using a model means; None: it works on this computer.

        Raises:
            ModelError: There can be no such model.
        """

    def described(self, model_id: str, *, on: bool) -> str:
        """The id of the same model with or without what is written about pictures.

        A model that cannot fuse both has but one, and so it is given back.

        Raises:
            ModelError: There can be no such model.
        """

    def needs(self, model_id: str) -> str:
        """What is missing before the model can be used, as a plain sentence, or ``""``."""

    def create(
        self,
        model_id: str,
        *,
        on_sent: OnSent,
        on_wait: OnWait,
        token: CancelToken,
        before: Before = NOTHING_BEFORE,
    ) -> Embedder:
        """Make the embedder of a model.

        Args:
            model_id: As its spec has it.
            on_sent: Told of each call, before and after.
            on_wait: Told of each wait.
            token: Stops asking the service for the dimension.
            before: What is known of it from before.

        Raises:
            Cancelled: Through the token.
            ModelError: There is no such model, or it cannot be used now.
        """
