"""`python -m regiobeeld`."""

import sys

from regiobeeld.cli import main

sys.exit(main())
