"""The `builtin` model as data; nothing is read, and nothing heavy imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from picseek.engine.embed.base import ModelSpec
from picseek.engine.embed.builtin.concepts import COMPONENTS, LAYOUT_DIM
from picseek.engine.embed.builtin.shipped import SHIPPED
from picseek.engine.messages import message

if TYPE_CHECKING:
    from picseek.engine.embed.builtin.model_files import Shipped


def spec_of(shipped: Shipped) -> ModelSpec:
    """The spec of a model in these files."""
    return ModelSpec(
        id="builtin",
        revision=f"3.{shipped.revision}",
        title=message("Basic (built-in)"),
        dim=shipped.content + len(COMPONENTS) + 1 + LAYOUT_DIM,
        batch_pictures=256,
        calls_in_flight=0,
        second_look=True,
        succeeds="builtin-1",
    )


SPEC = spec_of(SHIPPED)
