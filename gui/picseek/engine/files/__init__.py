"""Doing things with the files of pictures. Everything here blocks: it is called on threads.

`PictureFiles` is all that others use:

    facade.py       PictureFiles: what a library offers
    sources.py      ids of pictures -> files that are there
    exporting.py    copies of many pictures into a folder
    encoding.py     one picture, made anew in a worker process
    notes.py        taking EXIF, XMP and IPTC out of a JPEG without touching its pixels
    places.py       names that are free, files that appear whole or not at all
    lists.py        pictures as CSV, JSON, M3U or plain text
    bin.py          into the system's bin, and back
    trash.py        the bin of freedesktop.org's desktops
"""

from __future__ import annotations

from picseek.engine.files.picture_files import PictureFiles

__all__ = ["PictureFiles"]
