"""Cohere's Embed API, or any server that speaks its ``/v2/embed``.

    models.py     the models, as data
    settings.py   the key, the server and the rate
    wire.py       what is asked and answered
    pictures.py   a picture as it is sent
    faults.py     what may go wrong, as one of six kinds
    rate.py       how much a minute allows
    loop.py       an event loop on a thread of its own
    client.py     the SDK behind one class
    check.py      trying out a key
    calls.py      one call: in turn, repeated, counted
    splitting.py  a batch in parts
    embedder.py   pictures and questions as vectors

Importing this package, `models` or `settings` imports neither the SDK nor NumPy.
"""
