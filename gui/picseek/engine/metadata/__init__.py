"""What is written in and beside a picture: EXIF, XMP, IPTC, captions."""
