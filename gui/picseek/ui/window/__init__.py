"""The main window: its layout, and how all features are put together."""
