"""Actions on picture files: open, copy, export, move to the trash."""
