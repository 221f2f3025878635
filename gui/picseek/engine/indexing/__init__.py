"""Index runs: bringing a library in step with the disk.

A run scans (`scan`), compares with the store (`plan`), decodes, embeds in batches
(`embedding`), commits to the store and then to the vector index (`commit`), and removes deleted
files (`sweep`). `run` coordinates; `indexer` runs with a model, or without one that cannot be used.
"""
