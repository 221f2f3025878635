"""Pictures that leave this computer: policy, consent, budget, quotes and the log."""
