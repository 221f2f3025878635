"""The engine: all of Picseek but its window and command line; knows no Qt, works in scripts.

It is entered through `library`, with the values of `types` and `errors`, `cancel` and `messages`.
"""
