"""From a picture file to pixels, its thumbnail and its details."""
