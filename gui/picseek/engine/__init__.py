"""The engine: everything but the window. Never imports Qt; usable from a script.

Its one entrance is :class:`picseek.engine.library.Library`.
"""
