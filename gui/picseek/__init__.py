"""Picseek finds pictures on your own disk by describing them."""

__version__ = "0.1.0"
