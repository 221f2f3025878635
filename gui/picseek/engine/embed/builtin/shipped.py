"""What `resources/models/builtin` holds. Written by `python -m training.words`."""

from __future__ import annotations

from picseek.engine.embed.builtin.files import Shipped

SHIPPED = Shipped(
    digest="00000000000000000000000000000000",
    revision="0000000000",
    concepts=1,
    features=1,
)
