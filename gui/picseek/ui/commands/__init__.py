"""The window's actions as data: titles, shortcuts, icons."""
