"""Choosing, downloading and watching models."""
