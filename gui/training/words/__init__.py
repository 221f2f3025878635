"""Builds the built-in model's table of words: which concepts an English, German or French word is.

wordnet.py   reads WordNet's noun files
names.py     words written by hand: aliases, German, French
table.py     concepts + WordNet + names -> words
shipped.py   what the engine has to know of the shipped files before it opens them
"""
