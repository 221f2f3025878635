"""Tests that take more than a user's rights."""

NEEDS_ROOT = "needs root"
"""How the reason begins for which such a test is skipped. `.ci/run` fails where it reads that."""
