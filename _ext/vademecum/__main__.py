"""``python -m vademecum``."""

import sys

from vademecum.commands.cli import main

sys.exit(main())
