"""Processes that may crash, hang or eat memory without harm to the program."""

WORKER_OPTION = "--worker"
"""First argument of a frozen program that is to be a worker; the numbers of its two pipes follow.

A frozen program of your own that uses the engine must hand all three to `picseek.cli.main.main`.
"""
