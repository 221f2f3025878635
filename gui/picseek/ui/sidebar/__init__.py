"""The sidebar: folders as a tree, and saved searches."""
