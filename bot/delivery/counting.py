"""Votes as Discord counts them: also those that were given while nobody listened."""

from collections.abc import Sequence

import discord

from bot.cards.sheet import NUMBERS
from bot.records import TakeRecord
from bot.store import Store


async def recount(message: discord.Message, takes: Sequence[TakeRecord], store: Store) -> None:
    """Let the archive have the votes that stand under a sheet. Raises discord.HTTPException.

    People are asked for only where the numbers differ. Who votes meanwhile has it drawn again.
    """
    if not takes:
        return
    counted = await store.votes(takes[0].job)
    shown = {plain(str(each.emoji)): each for each in message.reactions}
    for take in takes:
        reaction = shown.get(plain(NUMBERS[take.index]))
        count = reaction.count - reaction.me if reaction else 0
        if count == counted.get(take.id, 0):
            continue
        people = {user.id async for user in reaction.users() if not user.bot} if reaction else set()
        before = set(await store.voters(take.id))
        for user in people ^ before:
            await store.vote(take.id, user, user in people)


def plain(emoji: str) -> str:
    """Without the variation selectors that some clients leave out."""
    return emoji.replace("\ufe0f", "")
