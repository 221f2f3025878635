"""Which models there are, which one is in use, and what each needs."""
