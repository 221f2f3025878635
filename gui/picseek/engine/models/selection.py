"""The model that searches and indexes, and the models to choose from."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from picseek.engine.errors import ModelError
from picseek.engine.models.open_models import known_models
from picseek.engine.models.registry import Registry
from picseek.engine.models.service import settings_without_library
from picseek.engine.types import DEFAULT_MODEL, ModelInfo

if TYPE_CHECKING:
    from picseek.engine.models.open_models import OpenModels
    from picseek.engine.models.service import Service
    from picseek.engine.store import Store

_SETTING = "model"


class ModelChoice:
    """The chosen model of one library. Safe to use from any thread.

    A model that can fuse pictures with names and captions has two ids: with and without them.
    `ServiceOptions.describe` and the chosen id always agree: changing the option exchanges the ids,
    and choosing one of the ids changes the option.
    """

    def __init__(self, store: Store, service: Service, models: OpenModels) -> None:
        self._store = store
        self._service = service
        self._models = models

    @property
    def current(self) -> str:
        """Id of the model that searches and indexes by default."""
        model = self._store.settings.get(_SETTING) or DEFAULT_MODEL
        with suppress(ModelError):  # a newer Picseek may have known it
            return self._models.described(model, on=self._service.options.describe)
        return model

    @property
    def remote(self) -> str:
        """Id of the current model if it is remote, else of the first that is; ``""``: none is."""
        remote, current = [info.id for info in self.infos() if info.remote], self.current
        return current if current in remote else next(iter(remote), "")

    def use(self, model: str) -> None:
        """Choose a model.

        Raises:
            ModelError: There is no such model.
        """
        spec, options = self._models.spec(model), self._service.options
        if spec.mixed and spec.described != options.describe:
            self._service.set_options(replace(options, describe=spec.described))
        self._store.settings.set(_SETTING, spec.id)

    def infos(self) -> list[ModelInfo]:
        """The models of the table, the current one, and others that the library has used."""
        return self._models.infos(self.current, described=self._service.options.describe)


def models_without_library() -> list[ModelInfo]:
    """The models of the table, for when there is no library."""
    return known_models(Registry(settings_without_library()))
