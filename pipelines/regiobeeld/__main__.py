"""`python -m regiobeeld`."""

import sys

from regiobeeld import stopping
from regiobeeld.cli import main

stopping.listen()
sys.exit(main())
