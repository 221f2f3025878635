"""Models as the window shows them: choosing, downloading, checking the online service."""
