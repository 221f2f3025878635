"""Processes that may crash, hang or use up memory without harm to the program."""
