"""The `builtin` model: colours, tones, shape and texture, told from the pixels alone.

No learning and no download; it is honest about the words it cannot interpret.

    concepts.py   what it knows, as data: concepts and their words
    colours.py    which colours a pixel shows
    features.py   a picture -> evidence for each concept
    vectors.py    evidence <-> unit vectors
    language.py   words -> what is wanted and what is not
    embedder.py   the Embedder
"""
