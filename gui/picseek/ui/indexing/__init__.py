"""Indexing in the window: its controller, folders, problems."""
