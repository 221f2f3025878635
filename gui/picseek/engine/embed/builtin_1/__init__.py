"""The `builtin-1` model: what `builtin` was before, for libraries that it has indexed.

Its small network was trained for Picseek from scratch, and recognizes little in ordinary snapshots.
It stays as long as libraries have its vectors; code that both models need is in `builtin`.
"""
