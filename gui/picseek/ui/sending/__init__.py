"""Consent to send pictures, and the log of what was sent."""
