"""Embedders: models that turn pictures and questions into vectors of one space."""
