"""From a picture file to pixels, thumbnail and details."""
