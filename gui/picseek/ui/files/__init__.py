"""What can be done with picture files: open, copy, export, move to the trash."""
