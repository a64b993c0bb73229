"""Seconds to import what a bot needs, in a fresh process: medians of several."""

import statistics
import subprocess
import sys
import time

TIMES = 7
IMPORTS = ("bot, prompts", "engine.protocol", "bot, prompts.intake, engine.protocol")


def main() -> None:
    """Print one line an import, beyond the bare interpreter's own start."""
    bare = _median("pass")
    for names in IMPORTS:
        print(f"import {names}: {_median(f'import {names}') - bare:.2f} s")


def _median(code: str) -> float:
    seconds: list[float] = []
    for _ in range(TIMES):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
