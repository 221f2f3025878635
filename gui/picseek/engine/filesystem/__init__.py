"""The operating system's files and folders: paths, times, volumes, safe reading and writing."""
