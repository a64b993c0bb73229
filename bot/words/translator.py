"""The commands' words: English where a command is declared, every other language for Discord."""

from typing import Any

from discord import Locale
from discord.app_commands import (
    Command,
    ContextMenu,
    Group,
    Parameter,
    TranslationContextLocation,
    TranslationContextTypes,
    Translator,
    locale_str,
)

from bot import words


def about(command: str, option: str = "") -> locale_str:
    """The English description of a command ("brief new"), or of one of its options.

    Raises KeyError if the table has none.
    """
    key = _option(command, option, "about") if option else _command(command, "about")
    return locale_str(words.say(key))


class Tables(Translator):
    """Reads names and descriptions from each language's `commands.toml`.

    A text that says its `key` is read from there instead.
    """

    async def translate(
        self,
        string: locale_str,
        locale: Locale,
        context: TranslationContextTypes,
    ) -> str | None:
        language = words.language_of(locale)
        if language == words.ENGLISH:
            return None  # what the commands say already
        key = str(string.extras.get("key", "")) or _key(context.location, context.data)
        text = words.table(language).get(key)
        return text if isinstance(text, str) else None


def _key(location: TranslationContextLocation, data: Any) -> str:
    """Where the tables keep what Discord wants to know."""
    part = "name" if location.name.endswith("_name") else "about"
    match data:
        case ContextMenu():
            return f"commands.menu.{slug(data.name)}"
        case Parameter():
            return _option(data.command.qualified_name, data.name, part)
        case Command() | Group():
            return _command(data.qualified_name, part)
        case _:
            return ""


def _command(command: str, part: str) -> str:
    return f"commands.{command.replace(' ', '.')}.{part}"


def _option(command: str, option: str, part: str) -> str:
    return f"commands.{command.replace(' ', '.')}.options.{option}.{part}"


def slug(name: str) -> str:
    """A key for what is written with capitals and spaces: "Open take" -> "open-take"."""
    return "-".join(name.lower().split())
