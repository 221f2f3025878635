"""Cohere's Embed API, or any server that speaks its ``/v2/embed``.

Importing this package, `catalog` or `settings` imports neither the SDK nor NumPy.
"""
