"""The metadata in a picture and its sidecar files: EXIF, XMP, IPTC, captions, dates."""
