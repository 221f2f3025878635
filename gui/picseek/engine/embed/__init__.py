"""Embedding models: they turn pictures and queries into vectors that can be compared."""
