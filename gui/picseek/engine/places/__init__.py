"""Where on earth: the nearest town to coordinates, offline, from a table made of GeoNames."""
