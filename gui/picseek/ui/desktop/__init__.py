"""The desktop and other programs: open, show in the file manager, copy, keep awake."""
