"""Operations on picture files: exports, lists, and the system's trash.

Other rooms use `PictureFiles` only. Everything here blocks: call it on a background thread.
"""

from __future__ import annotations

from picseek.engine.files.picture_files import PictureFiles

__all__ = ["PictureFiles"]
