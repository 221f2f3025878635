"""Which models there are, which is in use, and what each needs."""
