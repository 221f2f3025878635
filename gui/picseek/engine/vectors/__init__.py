"""The vector index: which pictures are nearest to a vector. A cache of the store's vectors.

`VectorIndex` compares few vectors one by one (`exact`) and walks through many as an hnswlib graph
(`graph`), which is saved whole or not at all (`persistence`).
"""

from picseek.engine.vectors.index import OnProgress, VectorIndex, VectorSource

__all__ = ["OnProgress", "VectorIndex", "VectorSource"]
