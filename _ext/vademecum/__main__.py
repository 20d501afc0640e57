"""``python -m vademecum``."""

import sys

from vademecum.commands.start import main

sys.exit(main())
