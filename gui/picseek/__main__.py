"""``python -m picseek``."""

import sys

from picseek.cli import main

if __name__ == "__main__":
    sys.exit(main())
