"""What `resources/models/builtin-1` holds."""

from __future__ import annotations

from picseek.engine.embed.builtin_1.model_files import Shipped

SHIPPED = Shipped(
    digest="df5b4e0702f2bf9ae61824854f4dbe8f",
    revision="63135049c9",
    concepts=375,
    features=320,
)
