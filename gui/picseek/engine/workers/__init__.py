"""Processes that may crash, hang or use up memory without harm to the program."""

WORKER_OPTION = "--worker"
"""First argument of a frozen program that is to be a worker; the numbers of two pipes follow."""
