"""What `resources/models/builtin` holds. Written by `python -m training.words`."""

from __future__ import annotations

from picseek.engine.embed.builtin.model_files import Shipped

SHIPPED = Shipped(
    digest="df5b4e0702f2bf9ae61824854f4dbe8f",
    revision="63135049c9",
    concepts=375,
    features=320,
)
