"""The vector index: which pictures are nearest to a vector. A cache of the store's vectors.

index   VectorIndex: opens, searches, grows, saves
exact   comparing a few vectors one by one
graph   hnswlib, for many
file    the index on disk, whole or not at all
lock    searches before additions
"""

from picseek.engine.vectors.index import OnProgress, VectorIndex, VectorSource

__all__ = ["OnProgress", "VectorIndex", "VectorSource"]
