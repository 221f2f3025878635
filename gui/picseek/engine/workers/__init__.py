"""Processes that may crash, hang or eat memory without harm to the program."""
