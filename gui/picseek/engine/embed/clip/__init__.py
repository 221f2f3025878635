"""CLIP models that run on this computer: downloaded once with consent, then used offline."""
