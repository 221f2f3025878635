"""Reusable widgets and dialogs: banner, status bar, progress, confirmation."""
