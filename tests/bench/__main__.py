"""Every figure that is quoted: `make bench`. Run it on an otherwise idle machine."""

import asyncio
import sys

from tests.bench import bot, clicks, kill, kill_studio, maquette, start

if __name__ == "__main__":
    start.main()
    bot.main()
    maquette.main()
    wrong = asyncio.run(clicks.run(crowd=100, seconds=60))
    wrong |= kill.main()
    wrong |= asyncio.run(kill_studio.run(30))
    sys.exit(wrong)
