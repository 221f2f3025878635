"""The window: the only part of Picseek that imports Qt."""
