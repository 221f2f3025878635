"""The parameters in a shipped model's `model.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from picseek.engine.embed.builtin.model_files import DESCRIPTION, damaged

if TYPE_CHECKING:
    from picseek.engine.embed.builtin.model_files import Shipped


@dataclass(frozen=True, slots=True)
class Description:
    """The parameters of a model.

    Attributes:
        first_side: Side of a square with as many pixels as the first look uses.
        second_side: Of the second look.
        stride: Pixels a side of one cell of the encoder's feature map.
        window_share: Share of each side of the picture that a window spans.
        word_share: Weight of each listed word beside the sentence it is in.
        meanings: What each row of the table of words means: names of things, any of which will do.
    """

    first_side: int
    second_side: int
    stride: int
    window_share: float
    word_share: float
    meanings: tuple[tuple[str, ...], ...]


@cache
def read_description(shipped: Shipped) -> Description:
    """Read a model's description.

    Raises:
        ModelError: It is missing or damaged.
    """
    content = shipped.read(DESCRIPTION)
    try:
        found = json.loads(content)
        return Description(
            first_side=int(found["first_side"]),
            second_side=int(found["second_side"]),
            stride=int(found["stride"]),
            window_share=float(found["window_share"]),
            word_share=float(found["word_share"]),
            meanings=tuple(tuple(str(each).split(",")) for each in found["meaning_names"]),
        )
    except (ValueError, LookupError, TypeError) as error:
        raise damaged(DESCRIPTION) from error
