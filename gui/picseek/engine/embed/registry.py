"""The models that Picseek knows, as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from picseek.engine.embed.builtin.concepts import SPEC as BUILTIN
from picseek.engine.errors import ModelError

if TYPE_CHECKING:
    from picseek.engine.embed.base import Embedder, ModelSpec

DEFAULT_MODEL = "builtin"


def _builtin() -> Embedder:
    from picseek.engine.embed.builtin.embedder import BuiltinEmbedder

    return BuiltinEmbedder()


# Factories import what they make only when it is made: listing models must stay cheap.
_MODELS: tuple[tuple[ModelSpec, Callable[[], Embedder]], ...] = ((BUILTIN, _builtin),)


class Registry:
    """Lists the known models and makes embedders of them."""

    def specs(self) -> tuple[ModelSpec, ...]:
        """All known models, the default one first."""
        return tuple(spec for spec, _ in _MODELS)

    def create(self, model_id: str) -> Embedder:
        """Make the embedder of a model.

        Raises:
            ModelError: There is no such model.
        """
        for spec, factory in _MODELS:
            if spec.id == model_id:
                return factory()
        known = ", ".join(spec.id for spec in self.specs())
        raise ModelError(f'There is no model "{model_id}"; choose one of these: {known}.')
