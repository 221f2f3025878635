"""The main window: layout and composition of all features."""
