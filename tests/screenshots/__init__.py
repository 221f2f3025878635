"""Pictures of the real window on the sample pictures, to look at and for the README.

    python -m tests.screenshots OUT_DIR [--look LOOK ...] [--only PLACES ...]

Draws the samples, indexes them as the program does, opens the window offscreen and saves each
thing a user sees, in each look (`looks.LOOKS`: light, dark, enlarged, mirrored, German), to a
folder of its own. No test: it is for eyes.
"""
