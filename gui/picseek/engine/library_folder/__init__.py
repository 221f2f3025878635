"""A library's folder: its lock, names in it, and checks that it is intact, in place and private."""
