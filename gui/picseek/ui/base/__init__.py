"""Shared foundations: the open library, background tasks, stored settings, guards around Qt."""
