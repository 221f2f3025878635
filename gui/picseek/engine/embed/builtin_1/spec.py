"""The `builtin-1` model as data; nothing is read, and nothing heavy imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from picseek.engine.embed.base import ModelSpec
from picseek.engine.embed.builtin.concepts import COMPONENTS, LAYOUT_DIM
from picseek.engine.embed.builtin_1.shipped import SHIPPED
from picseek.engine.messages import message

if TYPE_CHECKING:
    from picseek.engine.embed.builtin_1.model_files import Shipped


def spec_of(shipped: Shipped) -> ModelSpec:
    """The spec of a model in these files."""
    return ModelSpec(
        id="builtin-1",
        revision=f"2.{shipped.revision}",
        title=message("Basic, earlier version"),
        dim=shipped.concepts + 1 + len(COMPONENTS) + 1 + LAYOUT_DIM + shipped.features,
        formerly="builtin",
        batch_pictures=256,
        calls_in_flight=0,
    )


SPEC = spec_of(SHIPPED)
