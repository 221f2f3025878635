"""The models that Picseek knows, as a table."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from picseek.engine.embed.base import NOTHING_BEFORE, Before, not_ready
from picseek.engine.embed.builtin.spec import SPEC as BUILTIN
from picseek.engine.embed.builtin_1.spec import SPEC as BUILTIN_1
from picseek.engine.embed.cohere import catalog as cohere
from picseek.engine.embed.cohere.settings import CohereSettings
from picseek.engine.errors import EngineError, ModelError
from picseek.engine.messages import error_message, message
from picseek.engine.models.local import LocalModels
from picseek.engine.workers.cores import usable_cores

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.base import Embedder, ModelSpec, OnNotice, OnSent, OnWait, Terms
    from picseek.engine.embed.clip.catalog import ClipModel
    from picseek.engine.embed.cohere.retries import Budgets

_SHIPPED = {spec.id: spec for spec in (BUILTIN, BUILTIN_1)}


# Embedders are imported only when one is created: listing models must stay cheap.
class Registry:
    """The `ModelSource` of all known models. Safe to use from any thread."""

    def __init__(
        self,
        cohere_settings: Callable[[], CohereSettings] = CohereSettings.of,
        *,
        host: Callable[[], str] | None = None,
        cores: Callable[[], int] = usable_cores,
    ) -> None:
        """Nothing is read yet.

        Args:
            cohere_settings: Returns key, server and rate; called whenever they are needed, so it
                must be fast. By default they are read from the environment. May raise EngineError.
            host: Returns the host of the remote models without reading the key, which may block.
                May raise EngineError. None: the host of the settings.
            cores: Returns how many processor cores models on this computer may use.
        """
        self._cohere_settings = cohere_settings
        self._host_in_use = host or (lambda: cohere_settings().host)
        self._cores = cores
        self._local = LocalModels()
        self._lock = threading.Lock()
        self._budgets: dict[CohereSettings, Budgets] = {}

    def specs(self) -> tuple[ModelSpec, ...]:
        """See `ModelSource.specs`; earlier versions of a model are not listed."""
        on_this_computer = (model.spec() for model in self._local.folder.models())
        return (BUILTIN, *on_this_computer, *cohere.specs(self._host()))

    def spec(self, model_id: str) -> ModelSpec:
        """See `ModelSource.spec`."""
        if model_id in _SHIPPED:
            return _SHIPPED[model_id]
        clip = self._local.folder.find(model_id)
        return self._chosen(model_id).spec(self._host()) if clip is None else clip.spec()

    def terms(self, model_id: str) -> Terms | None:
        """See `ModelSource.terms`; raises EngineError also if the settings are invalid."""
        if model_id in _SHIPPED or self._local.folder.find(model_id):
            return None
        return self._cohere_settings().terms(self._chosen(model_id))

    def described(self, model_id: str, *, on: bool) -> str:
        """See `ModelSource.described`."""
        if not self.spec(model_id).mixed:
            return model_id
        return replace(self._chosen(model_id), described=on).id

    def needs(self, model_id: str) -> str:
        """See `ModelSource.needs`."""
        if model_id in _SHIPPED:
            return ""
        clip = self._local.folder.find(model_id)
        if clip is not None:
            return self._local.folder.needs(clip)
        try:
            self._chosen(model_id)
            return self._cohere_settings().needs
        except EngineError as error:
            return error_message(error)

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
        """See `ModelSource.create`."""
        if model_id == BUILTIN.id:
            from picseek.engine.embed.builtin.embedder import BuiltinEmbedder

            return BuiltinEmbedder()
        if model_id == BUILTIN_1.id:
            from picseek.engine.embed.builtin_1.embedder import EarlierEmbedder

            return EarlierEmbedder()
        clip = self._local.folder.find(model_id)
        if clip is not None:
            return self._make_clip(clip, on_notice)
        return self._make_cohere(self._chosen(model_id), on_sent, on_wait, token, before)

    def _host(self) -> str:
        """Host of the remote models; ``""`` if the settings are invalid."""
        try:
            return self._host_in_use()
        except EngineError:
            return ""

    def _chosen(self, model_id: str) -> cohere.ChosenModel:
        if model_id.startswith(cohere.PREFIX):
            return cohere.choose(model_id)
        known = ", ".join(spec.id for spec in self.specs())
        raise ModelError(
            message(
                "There's no model “{model_id}”. Choose one of these: {known}.",
                model_id=model_id,
                known=known,
            )
        )

    def _make_clip(self, model: ClipModel, on_notice: OnNotice) -> Embedder:
        from picseek.engine.embed.clip.embedder import ClipEmbedder

        folder = self._local.folder
        if needs := folder.needs(model):
            raise ModelError(not_ready(model.title, needs))
        return ClipEmbedder(model, folder, self._local.runtime(self._cores), on_notice=on_notice)

    def _make_cohere(
        self,
        chosen: cohere.ChosenModel,
        on_sent: OnSent,
        on_wait: OnWait,
        token: CancelToken,
        before: Before,
    ) -> Embedder:
        from picseek.engine.embed.cohere.embedder import CohereEmbedder

        settings = self._cohere_settings()
        if settings.needs:
            raise ModelError(settings.needs)
        budgets = self._shared_budgets(settings, before)
        embedder = CohereEmbedder(
            chosen, settings, budgets, on_sent=on_sent, on_wait=on_wait, known_dim=before.dim
        )
        if not embedder.spec.dim:
            try:
                embedder.learn_dim(token)
            except BaseException:
                embedder.close()
                raise
        return embedder

    def _shared_budgets(self, settings: CohereSettings, before: Before) -> Budgets:
        """The rate limit of a key, shared by all models that use it."""
        from picseek.engine.embed.cohere.retries import Budgets

        with self._lock:
            if settings not in self._budgets:
                self._budgets[settings] = Budgets.of(settings, before.sent)
            return self._budgets[settings]
