"""Every figure that is quoted: `make bench`. Run it on an otherwise idle machine."""

import sys

from tests.bench import kill, maquette, start

if __name__ == "__main__":
    start.main()
    maquette.main()
    sys.exit(kill.main())
