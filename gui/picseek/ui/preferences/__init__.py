"""The preferences dialog: one module for each page, and what the pages change."""
