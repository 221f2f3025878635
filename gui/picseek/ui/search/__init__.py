"""Searching and browsing: search box, results, pages."""
