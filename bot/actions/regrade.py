"""🎨 Regrade: another print of the same negative; a look's, or this one warmer, cooler, softer."""

from collections.abc import Callable

import discord
from discord import ui

from bot.actions.choosing import choose, chosen
from bot.actions.press import Press, editable
from bot.cards.layout import button, row
from bot.errors import Sentence
from bot.recipes import grade_of
from bot.records import TakeRecord
from bot.words import say
from engine.protocol import Regrade
from prompts.looks import look, looks
from prompts.setup import Grade, Rgb

MOST = 25  # options of one select; Discord's limit


def _times(grade: Grade, gain: Rgb) -> Grade:
    red, green, blue = (mine * more for mine, more in zip(grade.slope, gain, strict=True))
    return grade.model_copy(update={"slope": (red, green, blue)})


def warmer(grade: Grade) -> Grade:
    """About a quarter stop of red over blue."""
    return _times(grade, (1.07, 1.0, 0.9))


def cooler(grade: Grade) -> Grade:
    """As far the other way."""
    return _times(grade, (0.93, 1.0, 1.08))


def softer(grade: Grade) -> Grade:
    """Less contrast, and a little less colour."""
    softened = {
        "contrast": max(0.3, grade.contrast * 0.85),
        "saturation": grade.saturation * 0.94,
    }
    return grade.model_copy(update=softened)


TURNS: dict[str, Callable[[Grade], Grade]] = {
    "warmer": warmer,
    "cooler": cooler,
    "softer": softer,
}
DEFAULT = "warmer"  # what the reaction asks for


def order(take: TakeRecord, locale: object = None, which: str = DEFAULT) -> Regrade:
    """By the name of a turn or of a look. Raises Sentence, LookError."""
    recipe = editable(take, locale).recipe
    now = grade_of(recipe)
    if now is None:
        raise Sentence(say("takes.brought", locale))
    grade = TURNS[which](now) if which in TURNS else look(which).grade
    return Regrade(take=take.blob, recipe=recipe, model=recipe.model, grade=grade)


async def pressed(press: Press) -> None:
    """Ask which print, then order it."""
    if which := press.arg or next(iter(press.values), ""):
        await press.defer()
        await press.order(order(press.take, press.locale, which))
        await chosen(press)
        return
    editable(press.take, press.locale)
    turns = [
        button(press.say(f"takes.turn.{name}"), f"t:regrade:{press.take.id}:{name}")
        for name in TURNS
    ]
    options = [
        discord.SelectOption(label=each.title[:100], value=each.id, description=each.mood[:100])
        for each in looks()[:MOST]
    ]
    prints = ui.Select[ui.LayoutView](
        custom_id=f"t:regrade:{press.take.id}",
        placeholder=press.say("takes.which_look"),
        options=options,
    )
    await choose(press, press.say("takes.which_print"), row(turns), ui.ActionRow(prints))
