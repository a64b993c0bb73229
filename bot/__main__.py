"""The bot's command line: `python -m bot`, and `python -m bot backup [PATH]`."""

import argparse
import asyncio
import logging
import signal
import sys
from pathlib import Path

from bot import settings
from bot.settings import Settings
from engine.protocol import StudioError

WRONG = 2  # something that the person can mend: one sentence on stderr


def main(arguments: list[str] | None = None) -> int:
    """Run the bot until it is asked to end, or copy the archive. The exit code is 0 or 2."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="Talk pictures through.")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the archive, queue and vault")
    verbs = parser.add_subparsers(dest="command")
    backup = verbs.add_parser("backup", help="copy the archive, also while the bot runs")
    backup.add_argument("path", type=Path, nargs="?")
    said = parser.parse_args(arguments)
    try:
        house = settings.load(said.data)
        logging.basicConfig(
            format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=house.log_level
        )
        logging.getLogger("discord").setLevel(max(logging.WARNING, logging.root.level))
        if said.command == "backup":
            from bot.backup import run as copy  # noqa: PLC0415 - only this command needs it

            print(copy(house, said.path))
        else:
            asyncio.run(serve(house))
    except StudioError as error:
        print(error, file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return 0
    return 0


async def serve(chosen: Settings) -> None:
    """Put the house together, and keep a client on Discord until SIGTERM or SIGINT.

    Raises StudioError where the token is missing or refused, or the data folder cannot be used.
    """
    from bot.house import House  # noqa: PLC0415
    from bot.keeping import keep  # noqa: PLC0415 - discord.py takes 0.2 s, a backup none of it
    from bot.store import open_store  # noqa: PLC0415
    from engine.queue.sqlite import open_queue  # noqa: PLC0415
    from engine.vault import Vault  # noqa: PLC0415

    if chosen.token is None:
        raise StudioError(
            "There is no token: set DISCORD_TOKEN to the one from Discord's developer portal, "
            "or start our own Discord with `make run`."
        )
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    vault = Vault(chosen.vault_dir)
    async with (
        await open_store(chosen.archive_file) as store,
        await open_queue(chosen.queue_file) as queue,
    ):
        await store.rewind(await queue.newest())
        await keep(House(settings=chosen, store=store, studio=queue, blobs=vault), stop)


if __name__ == "__main__":
    sys.exit(main())
