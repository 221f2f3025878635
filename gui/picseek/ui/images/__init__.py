"""Pictures as QImage: decoding, thumbnails and their queue."""
