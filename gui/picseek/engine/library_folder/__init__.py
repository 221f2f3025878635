"""A library's folder: the names in it, whether it is intact, still in place, and private."""
