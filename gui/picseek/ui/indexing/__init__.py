"""Indexing as the window shows it: progress, the folders to index, files that failed."""
