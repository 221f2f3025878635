"""Other programs and the desktop: opening, revealing, clipboard, keeping awake."""
