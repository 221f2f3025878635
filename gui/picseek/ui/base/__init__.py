"""What every feature of the window stands on: session, tasks, guarded Qt overrides."""
