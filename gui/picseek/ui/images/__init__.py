"""Picture files as QImage: decoding, thumbnails and their queue."""
