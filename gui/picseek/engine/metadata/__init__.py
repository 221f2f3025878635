"""What is written in a picture and its sidecar files: EXIF, XMP, IPTC, captions."""
