"""Colors, icons, style sheets and text sizes."""
