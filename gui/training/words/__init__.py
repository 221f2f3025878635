"""Words for things, and what in a picture speaks for each."""
