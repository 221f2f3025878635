"""The `builtin` model: everyday things, colours, tones, shape and texture.

Things are seen by a small net of Picseek's own, the rest is told from the pixels alone. No
download, no key, no network; it is honest about the words it does not know.

    files.py, shipped.py   the net's files, and what is known of them before one is opened
    model.py               a picture -> evidence for each learnt concept, and features
    learnt.py              what the net's answers are worth
    concepts.py            what is told from pixels, as data: concepts and their words
    colours.py             which colours a pixel shows
    features.py            a picture -> evidence for each of these concepts
    vectors.py             all of it <-> unit vectors
    words.py               the table of words of learnt concepts
    vocabulary.py          all words, as look-ups
    strong.py              from where on a match is a strong one
    language.py            words -> what is wanted and what is not
    embedder.py            the Embedder
"""
