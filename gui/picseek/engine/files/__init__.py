"""What is done with picture files: exports, lists, and the system's trash.

`PictureFiles` is all that other rooms use. Everything here blocks: call it on a thread.
"""

from __future__ import annotations

from picseek.engine.files.picture_files import PictureFiles

__all__ = ["PictureFiles"]
