"""Every figure that is quoted: `make bench`. Run it on an otherwise idle machine."""

import asyncio
import sys

from tests.bench import (
    bot,
    clicks,
    eyes,
    face,
    grade,
    kill,
    kill_studio,
    maquette,
    motion,
    retouch,
    review,
    start,
)

if __name__ == "__main__":
    start.main()
    bot.main()
    maquette.main()
    grade.main()
    retouch.main()
    wrong = face.main() | eyes.main() | review.main() | motion.main()
    wrong |= asyncio.run(clicks.run(crowd=100, seconds=60))
    wrong |= kill.main()
    wrong |= asyncio.run(kill_studio.run(30))
    sys.exit(wrong)
