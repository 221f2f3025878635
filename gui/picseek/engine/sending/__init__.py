"""What leaves this computer: consent, budget, quotes and the log of what was sent."""
