"""Pictures as QImage and QPixmap: decoding, thumbnails and their cache."""
