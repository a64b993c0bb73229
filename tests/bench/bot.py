"""Seconds from a cold start of the bot to ready, and its memory; medians of several."""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bot.rehearsal.server import Rehearsal

TIMES = 5
READY, MEMORY = 1.5, 120.0  # limits: seconds, MB


async def start(folder: Path) -> tuple[float, float]:
    """One start: seconds until its session stands, and MB once it is quiet."""
    r = Rehearsal()
    await r.start()
    settings = os.environ | {
        "CHIAROSCURO_DATA_DIR": str(folder),
        "DISCORD_TOKEN": "rehearsal",
        "DISCORD_API_BASE": r.api,
        "DISCORD_GATEWAY": r.gateway,
        "DISCORD_CDN": r.cdn,
    }
    begun = time.perf_counter()
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", env=settings, stderr=asyncio.subprocess.PIPE
    )
    try:
        assert bot.stderr, "a pipe was asked for"
        async for line in bot.stderr:
            if b"ready as" in line:
                break
        seconds = time.perf_counter() - begun
        await r.until(lambda: r.stage.world.commands)
        await asyncio.sleep(1)
        return seconds, resident(bot.pid)
    finally:
        bot.terminate()
        await bot.communicate()
        await r.stop()


def resident(process: int) -> float:
    """Its memory, MB."""
    status = Path(f"/proc/{process}/status").read_text()
    line = next(each for each in status.splitlines() if each.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


async def run() -> None:
    """Print both medians."""
    found: list[tuple[float, float]] = []
    for _ in range(TIMES):
        with tempfile.TemporaryDirectory() as folder:
            found.append(await start(Path(folder)))
    seconds, memory = (statistics.median(each) for each in zip(*found, strict=True))
    print(f"bot ready after {seconds:.2f} s (limit {READY:g}), {memory:.0f} MB (limit {MEMORY:g})")


def main() -> None:
    """Measure."""
    asyncio.run(run())


if __name__ == "__main__":
    main()
