"""`python -m bot.rehearsal --port 8799 --data DIR`: our Discord, until Ctrl-C."""

import argparse
import asyncio
import contextlib
import signal
import sys
from pathlib import Path

from bot.rehearsal.server import Rehearsal


async def serve(port: int, data: Path | None, token: str) -> None:
    """Serve until SIGINT or SIGTERM. Raises OSError if the port is taken."""
    rehearsal = Rehearsal(data, token, real_rates=True, kept=200)
    await rehearsal.start(port)
    print(f"{rehearsal.base}/", flush=True)
    end = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no loop signals
            loop.add_signal_handler(sign, end.set)
    try:
        await end.wait()
    finally:
        await rehearsal.stop()


def main() -> int:
    """Parse the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m bot.rehearsal", description=__doc__)
    parser.add_argument("--port", type=int, default=8799, help="0 takes a free one")
    parser.add_argument("--data", type=Path, help="a folder that keeps the conversations")
    parser.add_argument("--token", default="rehearsal", help="what the bot must log in with")
    given = parser.parse_args()
    try:
        asyncio.run(serve(given.port, given.data, given.token))
    except BlockingIOError:
        said = f"Another rehearsal has {given.data} open. End it, or choose another folder."
        print(said, file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"Port {given.port} cannot be used ({error.strerror}). Choose another one with --port.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
