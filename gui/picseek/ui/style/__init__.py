"""Colors, icons, style sheets and text size, and the user's choices among them."""
