"""`make run`: a whole studio, until Ctrl-C."""

import argparse
import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.supervisor.child import RefusedError
from bot.supervisor.studio import PORT, AlreadyRunning, Studio, run

WRONG = 2


def main(arguments: list[str] | None = None) -> int:
    """Run until Ctrl-C; the exit code is 0, or 2 with a sentence."""
    parser = argparse.ArgumentParser(prog="python -m bot.supervisor", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR")
    parser.add_argument("--port", type=int, default=PORT, help="of the page, without a token")
    said = parser.parse_args(arguments)
    try:
        asyncio.run(_run(Studio(said.data.resolve(), os.environ, _tell, said.port)))
    except RefusedError as error:
        print(error, file=sys.stderr)
        return WRONG
    except AlreadyRunning:
        print(
            f"A studio already runs with the data folder {said.data}. Stop it first, or choose "
            "another folder with --data.",
            file=sys.stderr,
        )
        return WRONG
    return 0


async def _run(studio: Studio) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    where = "on our own Discord" if studio.rehearsing else "on Discord"
    _tell(f"Starting worker and bot {where}; their logs are in {studio.data / 'logs'} ...")

    def ready(page: str) -> None:
        _tell(f"Open {page} and type /brief new" if page else "Type /brief new in your server.")
        _tell("Ctrl-C ends everything.")

    await run(studio, stop, ready)
    _tell("All ended.")


def _tell(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main())
