"""Colors, icons, style sheets and text size, and which of them a person can choose."""
