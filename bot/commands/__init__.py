"""Slash commands, one file a command, and the list of them all."""

from typing import Any

from discord import app_commands


def add_all(tree: app_commands.CommandTree[Any]) -> None:
    """Put every command into the tree."""
    from bot import menus  # noqa: PLC0415 - whoever imports one command need not import all
    from bot.commands import (  # noqa: PLC0415
        brief,
        bring,
        character,
        help,  # noqa: A004
        look,
        privacy,
        queue,
        release,
        shoot,
        takes,
    )

    for each in (
        brief.group,
        shoot.command,
        bring.command,
        character.group,
        takes.command,
        look.command,
        queue.command,
        release.group,
        privacy.privacy,
        help.help_command,
        *menus.MENUS,
    ):
        tree.add_command(each)
