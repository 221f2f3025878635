"""The `builtin-1` model: what `builtin` was before, for libraries that it has indexed.

Its small net was trained for Picseek from nothing, and sees little in ordinary snapshots. It stays
as long as libraries have vectors of it; what both models need is in `builtin`.
"""
