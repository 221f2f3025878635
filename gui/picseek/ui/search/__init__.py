"""Searching and browsing: the search box, the results, and pages for when there are none."""
