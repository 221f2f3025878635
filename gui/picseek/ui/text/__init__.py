"""Text on screen: language, wording, units, right-to-left text."""
