"""📄 Master: the file itself, for the one who asks."""

import asyncio
import io

import discord

from bot.actions.press import Press
from bot.cards.pieces import harmless
from bot.delivery.limits import REQUEST
from bot.delivery.parcel import SUFFIX
from bot.errors import Sentence

MEGABYTE = 10**6


async def pressed(press: Press) -> None:
    """Send it, or say how large it is."""
    data = await asyncio.to_thread(press.rooms.house.blobs.get, press.take.blob)
    limit = min(press.interaction.filesize_limit, REQUEST)
    if len(data) > limit:
        size, most = len(data) / MEGABYTE, limit / MEGABYTE
        raise Sentence(press.say("takes.master_too_large", size=f"{size:.1f}", most=f"{most:.1f}"))
    name = f"{harmless(press.take.slate) or 'take'}.{SUFFIX[press.take.media]}"
    await press.interaction.followup.send(
        press.say("takes.master_here", slate=press.take.slate),
        file=discord.File(io.BytesIO(data), name),
        ephemeral=True,
    )
