"""🎞️ Animate: a short clip of the take; how long, and what moves."""

import discord
from discord import ui

from bot.actions.press import Press, editable, seed
from bot.forms.modal import Form, answers, label
from bot.records import TakeRecord
from engine.protocol import Animate, Move

SECONDS = (2, 3, 4)
MOVES: tuple[Move, ...] = ("blink", "breath", "drift")


def order(
    take: TakeRecord, locale: object = None, seconds: float = 3, moves: tuple[str, ...] = MOVES
) -> Animate:
    """Raises Sentence for what cannot be edited."""
    recipe = editable(take, locale).recipe
    return Animate(
        take=take.blob,
        recipe=recipe,
        model=recipe.model,
        seed=seed(),
        seconds=seconds,
        moves=tuple(move for move in MOVES if move in moves),
    )


async def pressed(press: Press) -> None:
    """Ask in a form."""
    editable(press.take, press.locale)
    length = ui.RadioGroup[Form](
        custom_id="seconds",
        options=[
            discord.RadioGroupOption(
                label=press.say("takes.clip_seconds", n=n), value=str(n), default=n == SECONDS[1]
            )
            for n in SECONDS
        ],
    )
    moving = ui.CheckboxGroup[Form](
        custom_id="moves",
        required=False,
        options=[
            discord.CheckboxGroupOption(
                label=press.say(f"takes.move.{name}"), value=name, default=True
            )
            for name in MOVES
        ],
    )
    form = Form(
        press.say("takes.animate_title", slate=press.take.slate),
        f"m:animate:{press.take.id}:{press.interaction.id}",
        [label(press.say("takes.how_long"), length), label(press.say("takes.what_moves"), moving)],
    )
    await press.interaction.response.send_modal(form)


async def submitted(press: Press) -> None:
    """Order what the form says."""
    said = answers(press.interaction)
    seconds = int(said.get("seconds", "")) if said.get("seconds", "").isdecimal() else SECONDS[1]
    moves = tuple(said.get("moves", "").split(","))
    length = min(max(seconds, SECONDS[0]), SECONDS[-1])
    await press.defer()
    await press.order(order(press.take, press.locale, length, moves))
