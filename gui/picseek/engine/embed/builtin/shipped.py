"""What `resources/models/builtin` holds. Written by `python -m training.ship`."""

from __future__ import annotations

from picseek.engine.embed.builtin.model_files import Shipped

SHIPPED = Shipped(revision="", content=513, digests=())
