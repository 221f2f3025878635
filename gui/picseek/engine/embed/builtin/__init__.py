"""The `builtin` model: things, sentences in many languages, colours and tones, offline.

A pretrained picture encoder and a pretrained sentence encoder, joined by layers trained for
Picseek; colours, tones, shape and texture are measured from the pixels. No download, no key, no
network.
"""
