"""The `builtin` model: everyday things, colours, tones, shape and texture, offline.

A small neural network trained for Picseek recognises things; everything else is measured from the
pixels. No download, no key, no network; words it does not know are reported as unknown.
"""
