"""Consent before pictures are sent to a service, and the log of what was sent."""
