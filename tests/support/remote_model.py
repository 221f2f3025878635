"""A remote model without a network: counts what it is sent, bills it, and fails on demand."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import (
    NOTHING_BEFORE,
    Before,
    Embedder,
    ModelSpec,
    OnNotice,
    OnSent,
    OnWait,
    PictureInput,
    QueryEmbedding,
    QueryInput,
    SentRecord,
    SentState,
    Terms,
)
from picseek.engine.embed.builtin.embedder import BuiltinEmbedder
from picseek.engine.embed.builtin.spec import SPEC as BUILTIN
from picseek.engine.embed.builtin_1.spec import SPEC as EARLIER
from picseek.engine.errors import ModelError, ModelUnreachable, PictureError
from picseek.engine.types import ProblemCode, Stage
from tests.support.embedders import DIM, TinyPreparer

if TYPE_CHECKING:
    from picseek.engine.embed.base import Vector

ONE, TWO = "far/one", "far/two"
HOST = "api.far.example"
TOKENS = 1_000
ASSUMED_TOKENS = 3_000
ASSUMED_BYTES = 200_000
COLOURS = {"red": (220, 20, 20), "green": (20, 160, 40), "blue": (20, 50, 200)}


@dataclass
class Server:
    """What all far models have in common: what reached them, and how they are doing.

    Attributes:
        sent: How often each picture (its hash) was sent.
        questions: Texts asked, in order.
        sizes: Pictures in each call.
        offline: Nothing can be reached.
        refuse: Hashes of pictures that are refused.
        bills: Whether answers report tokens.
        fail_after: Calls of pictures that are answered before the key is refused.
    """

    sent: Counter[bytes] = field(default_factory=Counter)
    questions: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    offline: bool = False
    refuse: set[bytes] = field(default_factory=set)
    bills: bool = True
    fail_after: int | None = None
    host: str = HOST
    needs: str = ""
    price: float | None = 0.5
    rate: int = 60
    batch_pictures: int = 2
    revision: str = "1"
    lock: threading.Lock = field(default_factory=threading.Lock)

    def receive(self, hashes: tuple[bytes, ...]) -> None:
        """Pictures arrive."""
        self.sent.update(hashes)


@dataclass
class FarEmbedder:
    """One model of the server."""

    server: Server
    spec: ModelSpec
    on_sent: OnSent
    preparer: TinyPreparer = field(default_factory=TinyPreparer)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def embed_pictures(
        self, inputs: Sequence[PictureInput], token: CancelToken
    ) -> list[Vector | PictureError]:
        token.raise_if_cancelled()
        server = self.server
        taken = [p for p in inputs if p.content_hash not in server.refuse]
        record = self._begin(
            sum(len(picture.prepared) for picture in taken),
            tuple(picture.content_hash for picture in taken),
        )
        with server.lock:
            server.sizes.append(len(inputs))
            failed = server.fail_after is not None and len(server.sizes) > server.fail_after
            if not failed:
                server.receive(tuple(picture.content_hash for picture in inputs))
        if failed or server.offline:
            self.on_sent(replace(record, state=SentState.UNSENT))
            raise ModelUnreachable(f"{server.host} cannot be reached.")
        billed = TOKENS * len(taken) if server.bills else None
        answers = [self._vector_of(picture) for picture in inputs]
        vectors = tuple(each for each in answers if not isinstance(each, PictureError))
        self.on_sent(
            replace(record, state=SentState.ANSWERED, image_tokens=billed, vectors=vectors)
        )
        return answers

    def embed_query(self, query: QueryInput, token: CancelToken) -> QueryEmbedding:
        token.raise_if_cancelled()
        if self.server.offline:
            raise ModelUnreachable(f"{self.server.host} cannot be reached.")
        self.server.questions.append(query.words.text)
        billed = 3 if self.server.bills else None
        record = self._begin(len(query.words.text), ())
        self.on_sent(replace(record, state=SentState.ANSWERED, input_tokens=billed))
        colour = COLOURS.get(query.words.text)
        return QueryEmbedding(None if colour is None else _unit(np.array(colour * 4)))

    def close(self) -> None: ...

    def _vector_of(self, picture: PictureInput) -> Vector | PictureError:
        if picture.content_hash in self.server.refuse:
            return PictureError(ProblemCode.REFUSED, "The model refused it.", Stage.EMBED)
        return _unit(np.frombuffer(picture.prepared, np.uint8))

    def _begin(self, size: int, hashes: tuple[bytes, ...]) -> SentRecord:
        name = self.spec.id.removeprefix("far/")
        record = SentRecord(
            time.time(),
            name,
            self.server.host,
            size,
            hashes,
            call=next(self.numbers),
            state=SentState.SENDING,
        )
        self.on_sent(record)
        return record


@dataclass
class FarModels:
    """A registry of the model on this computer and of two far ones; `dim` differs."""

    server: Server = field(default_factory=Server)

    def specs(self) -> tuple[ModelSpec, ...]:
        return (BUILTIN, self._far(ONE), self._far(TWO))

    def spec(self, model_id: str) -> ModelSpec:
        if model_id == EARLIER.id:
            return EARLIER
        for spec in self.specs():
            if spec.id == model_id:
                return spec
        raise ModelError(f"There is no model {model_id}.")

    def terms(self, model_id: str) -> Terms | None:
        if not self.spec(model_id).remote:
            return None
        server = self.server
        return Terms(
            server.host, server.rate, ASSUMED_TOKENS, ASSUMED_BYTES, server.price, "Kept 30 days."
        )

    def described(self, model_id: str, *, on: bool) -> str:
        return model_id

    def needs(self, model_id: str) -> str:
        return self.server.needs if self.spec(model_id).remote else ""

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
        spec = self.spec(model_id)
        if not spec.remote:
            return BuiltinEmbedder()
        if self.server.needs:
            raise ModelError(self.server.needs)
        return FarEmbedder(self.server, spec, on_sent)

    def _far(self, model_id: str) -> ModelSpec:
        return ModelSpec(
            id=model_id,
            revision=self.server.revision,
            title=f"Far {model_id.removeprefix('far/')}",
            dim=DIM,
            batch_pictures=self.server.batch_pictures,
            calls_in_flight=2,
            remote=True,
        )


def _unit(values: np.ndarray[tuple[int], np.dtype[np.generic]]) -> Vector:
    shifted = values.astype(np.float32) + 1
    return (shifted / np.linalg.norm(shifted)).astype(np.float32)
