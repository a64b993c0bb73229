"""The client's house, for whoever is handed the client as discord.py types it."""

from typing import Protocol, cast

import discord

from bot.house import House


class _Housed(Protocol):
    house: House


def house_of(client: discord.Client) -> House:
    """The house that this client serves: bot/client.py."""
    return cast("_Housed", client).house
