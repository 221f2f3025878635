"""The window's QActions as data: titles, shortcuts and menus; controllers connect them."""
