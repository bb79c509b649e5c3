"""Start the command line: ``python -m dmz_map``."""

import sys

if __name__ == "__main__":  # not in the processes that an import starts, which need little of it
    from dmz_map.cli import main

    sys.exit(main())
