"""Cohere's Embed API, or any server that offers its ``/v2/embed``.

Importing this package, `catalog` or `settings` imports neither the SDK nor NumPy.
"""
