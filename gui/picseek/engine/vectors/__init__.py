"""The vector index: which pictures are nearest to a vector. A cache of the store's vectors.

`VectorIndex` compares all vectors as long as they are few (`exact`), and searches many with an
hnswlib graph (`graph`), which is saved atomically (`persistence`).
"""

from picseek.engine.vectors.index import OnProgress, VectorIndex, VectorSource

__all__ = ["OnProgress", "VectorIndex", "VectorSource"]
