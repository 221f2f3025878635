"""``python -m picseek``."""

import sys

from picseek.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
