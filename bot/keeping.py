"""The bot on Discord for as long as it is wanted: a client that fell is followed by a new one."""

import asyncio
import logging

import aiohttp
import discord

from bot.client import Chiaroscuro, aim
from bot.house import House
from engine.protocol import StudioError

FIRST, LONGEST = 1.0, 60.0  # seconds between two attempts
STOOD = 300.0  # seconds after which an attempt counts as a success

log = logging.getLogger(__name__)


async def keep(house: House, stop: asyncio.Event, *, first: float = FIRST) -> None:
    """Serve until `stop`. `first`: seconds before the second attempt; then twice as many.

    Raises StudioError if Discord refuses the token.
    """
    aim(house.settings)
    loop = asyncio.get_running_loop()
    wait = first
    while not stop.is_set():
        began = loop.time()
        client = Chiaroscuro(house)
        await _once(client, stop)
        if stop.is_set():
            return
        if loop.time() - began > STOOD:
            wait = first
        log.warning("not on Discord; the next attempt is in %g s", wait)
        await _sleep(stop, wait)
        wait = min(2 * wait, LONGEST)


async def _once(client: Chiaroscuro, stop: asyncio.Event) -> None:
    """One client, from its login to its end, whatever ends it."""
    token = client.house.settings.token
    assert token, "there is a token"
    running = asyncio.create_task(client.start(token.get_secret_value()), name="discord")
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
    except discord.LoginFailure:
        raise StudioError(
            "Discord refused the token. Reset it in the developer portal, and set DISCORD_TOKEN "
            "to the new one."
        ) from None
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("Discord: %s", error)
    except Exception:  # a malformed event, or a bug of the library: the next client goes on
        log.exception("the client fell")
    finally:
        stopping.cancel()
        await client.close()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def _sleep(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
