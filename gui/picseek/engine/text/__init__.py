"""What the words of a query mean, for the parser, full-text search and the models."""
