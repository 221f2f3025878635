"""Glue between the window and the engine: what happens when the user does something."""
