"""`python -m regiobeeld`."""

import signal
import sys

from regiobeeld.cli import main

# Being told to stop (a time limit, a shutdown) is the same as Ctrl-C: clean up, then go.
signal.signal(signal.SIGTERM, signal.default_int_handler)
sys.exit(main())
