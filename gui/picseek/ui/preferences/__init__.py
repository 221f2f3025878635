"""The preferences dialog: its pages, and controllers for what they change."""
