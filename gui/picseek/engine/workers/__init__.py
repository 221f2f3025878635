"""Worker processes, which may crash, hang or use up memory without harming the program."""

WORKER_OPTION = "--worker"
"""First argument of a frozen program that runs as a worker; the numbers of two pipes follow."""
