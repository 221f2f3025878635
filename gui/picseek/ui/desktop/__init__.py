"""The desktop and other programs: opening files, the clipboard, power."""
