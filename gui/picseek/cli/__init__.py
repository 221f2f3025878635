"""The command line: arguments, commands, prompts, progress and exit codes."""
