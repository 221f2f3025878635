"""The side bar: folders as a tree, and saved searches."""
