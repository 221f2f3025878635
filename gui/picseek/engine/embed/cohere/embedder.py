"""Cohere's models as an `Embedder`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from picseek.engine.embed.base import ModelSpec, QueryEmbedding
from picseek.engine.embed.cohere.batch_splitting import SplitBatch
from picseek.engine.embed.cohere.client import CohereClient
from picseek.engine.embed.cohere.faults import Fault
from picseek.engine.embed.cohere.preparer import CoherePreparer
from picseek.engine.embed.cohere.protocol import (
    document_request,
    mixed_query_request,
    text_query_request,
)
from picseek.engine.embed.cohere.rate_limit import batch_size
from picseek.engine.embed.cohere.retries import INDEXING, SEARCHING, Caller
from picseek.engine.embed.directions import mean_direction
from picseek.engine.errors import ModelError
from picseek.engine.messages import message

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.base import OnSent, OnWait, PictureInput, QueryInput, Vector
    from picseek.engine.embed.cohere.catalog import ChosenModel
    from picseek.engine.embed.cohere.protocol import EmbedRequest, Encoding
    from picseek.engine.embed.cohere.retries import Budgets, Client
    from picseek.engine.embed.cohere.settings import CohereSettings
    from picseek.engine.errors import PictureError

_PROBE_TEXT = "picture"
_MAX_FIRST_REFUSALS = 5  # if so many are refused before any is accepted, pictures are not the cause


class CohereEmbedder:
    """Embeds pictures and queries with one model of one server. Safe to call from any thread.

    Queries are sent to the model that the table lists for them. A model that cannot fuse words and
    pictures embeds them separately, and the result is their mean direction.
    """

    def __init__(
        self,
        chosen: ChosenModel,
        settings: CohereSettings,
        budgets: Budgets,
        *,
        on_sent: OnSent,
        on_wait: OnWait,
        known_dim: int = 0,
        client: Client | None = None,
    ) -> None:
        """Nothing is sent yet; call `learn_dim` if the dimension is not known.

        Args:
            chosen: The model.
            settings: The server and the key.
            budgets: The rate limits of the key.
            on_sent: Called before and after each call.
            on_wait: Called for each wait of a second or more.
            known_dim: Length of the library's vectors of this model; 0: there are none.
            client: None: a `CohereClient`.
        """
        self._chosen = chosen
        self._client = client or CohereClient(settings)
        self._service = settings.service
        self._caller = Caller(self._client, settings, budgets, on_sent=on_sent, on_wait=on_wait)
        most = chosen.spec(settings.host).batch_pictures
        self._spec = chosen.spec(
            settings.host,
            known_dim,
            batch_pictures=batch_size(most, settings.pictures_per_minute),
            calls_in_flight=settings.calls_in_flight,
        )
        self._lock = threading.Lock()
        self._most = self._spec.batch_pictures
        self._too_many: list[int] = []
        self._first_refusals = 0

    @property
    def spec(self) -> ModelSpec:
        """The model as data."""
        return self._spec

    @property
    def preparer(self) -> CoherePreparer:
        """What decode workers run on each picture."""
        return CoherePreparer()

    def learn_dim(self, token: CancelToken) -> None:
        """Learn the length of the server's vectors by embedding one short text.

        Raises:
            Cancelled: Through the token.
            ModelError: The service cannot be used now.
        """
        vector = self._embed_words(_PROBE_TEXT, token)
        spec = self._chosen.spec(
            self._spec.host,
            len(vector),
            batch_pictures=self._spec.batch_pictures,
            calls_in_flight=self._spec.calls_in_flight,
        )
        self._spec = spec

    def embed_pictures(
        self, inputs: Sequence[PictureInput], token: CancelToken
    ) -> list[Vector | PictureError]:
        """Embed a batch, in as many calls as necessary.

        A batch that the server refuses is halved until the picture that it rejects is found.
        Texts are fused if the model can do that (`ModelSpec.mixed`), otherwise they are ignored.

        Returns:
            For each input in order: float32 of shape (dim,), L2-normalised, or an error.

        Raises:
            Cancelled: The token was cancelled.
            ModelError: The service cannot be used now.
        """
        batch = SplitBatch(len(inputs), self._most)
        while (part := batch.next_part()) is not None:
            pictures = [inputs[index] for index in part]
            try:
                vectors = self._embed_part(pictures, token)
            except Fault as fault:
                if len(part) == 1:
                    self._count_refusal(fault)
                    batch.fail(part.start, fault.message)
                else:
                    batch.split(part)
            else:
                batch.answered(part, vectors)
        self._learn_batch_size(batch.too_many())
        return batch.results()

    def embed_query(self, query: QueryInput, token: CancelToken) -> QueryEmbedding:
        """Embed a query.

        Raises:
            Cancelled: The token was cancelled.
            ModelError: The service cannot be used now, or refuses the query.
        """
        text = query.words.text.strip()
        pictures = [picture.prepared for picture in query.pictures]
        if not pictures:
            return QueryEmbedding(self._embed_words(text, token) if text else None)
        if self._chosen.model.fused:
            return QueryEmbedding(
                self._embed(partial(mixed_query_request, self._chosen, text, pictures), token)
            )
        parts = [self._embed_words(text, token)] if text else []
        parts += [
            self._embed(partial(document_request, self._chosen, [picture]), token)
            for picture in query.pictures
        ]
        return QueryEmbedding(mean_direction(parts))

    def close(self) -> None:
        """Cancel calls under way and close the connections."""
        self._client.close()

    def _embed_part(
        self, pictures: Sequence[PictureInput], token: CancelToken
    ) -> tuple[Vector | None, ...]:
        make = partial(document_request, self._chosen, pictures)
        hashes = tuple(picture.content_hash for picture in pictures if picture.content_hash)
        return self._caller.call(make, self._spec.dim, token, INDEXING, hashes).vectors

    def _embed_words(self, text: str, token: CancelToken) -> Vector:
        return self._embed(partial(text_query_request, self._chosen, [text]), token)

    def _embed(self, make: Callable[[Encoding], EmbedRequest], token: CancelToken) -> Vector:
        """The vector for a request of one row."""
        try:
            answer = self._caller.call(make, self._spec.dim, token, SEARCHING)
        except Fault as fault:
            raise ModelError(fault.message) from None
        vector = answer.vectors[0]
        if vector is None:
            raise ModelError(
                message(
                    "{service} couldn't process this search. Try other words.",
                    service=self._service,
                )
            )
        return vector

    def _learn_batch_size(self, too_many: list[int]) -> None:
        """Send fewer pictures at a time, after more than one refusal: one may be a coincidence."""
        with self._lock:
            self._too_many += too_many
            if len(self._too_many) > 1:
                self._most = max(1, min(self._too_many) // 2)
                self._too_many = [min(self._too_many)]

    def _count_refusal(self, fault: Fault) -> None:
        """Raises: ModelError, if pictures cannot be the cause, because none was accepted yet."""
        if self._caller.works:
            return
        with self._lock:
            self._first_refusals += 1
            if self._first_refusals >= _MAX_FIRST_REFUSALS:
                raise ModelError(fault.message)
