"""🎞️ Animate: a short clip of the take; what moves, how much, how long, and whether it loops."""

from typing import get_args

from discord import ui

from bot.actions.press import Press, editable, onto
from bot.errors import Sentence
from bot.forms.choices import how_much, radio, several, some_of, strength_of
from bot.forms.modal import Form, answers, label
from bot.records import TakeRecord
from engine.protocol import Animate, Move
from prompts.shot import Shot

SECONDS = (2, 3, 4, 5, 6)
USUALLY = 4  # seconds
MOVES: tuple[Move, ...] = get_args(Move)
MOST: tuple[Move, ...] = ("breath", "blink", "drift")  # what moves unless somebody says otherwise


def order(take: TakeRecord, locale: object = None, shot: Shot | None = None) -> Animate:
    """With its defaults. Raises Sentence for what cannot be edited."""
    return onto(take, Animate(take=take.blob, seconds=USUALLY), shot, locale)


async def pressed(press: Press) -> None:
    """Ask in a form."""
    editable(press.take, press.locale)
    moves = [(name, press.say(f"takes.move.{name}")) for name in MOVES]
    lengths = [(str(n), press.say("takes.clip_seconds", n=n)) for n in SECONDS]
    form = Form(
        press.say("takes.animate_title", slate=press.take.slate),
        f"m:animate:{press.take.id}:{press.interaction.id}",
        [
            label(press.say("takes.what_moves"), several("moves", moves, MOST)),
            label(press.say("takes.how_much"), how_much(press.locale)),
            label(press.say("takes.how_long"), radio("seconds", lengths, str(USUALLY))),
            label(press.say("takes.what_loops"), ui.Checkbox(custom_id="loop", default=True)),
        ],
    )
    await press.interaction.response.send_modal(form)


async def submitted(press: Press) -> None:
    """Order what the form says."""
    said = answers(press.interaction)
    seconds = said.get("seconds", "")
    length = int(seconds) if seconds.isdecimal() else USUALLY
    moves = some_of(MOVES, said.get("moves", ""))
    if not moves:
        raise Sentence(press.say("takes.no_moves"))
    wanted = Animate(
        take=press.take.blob,
        seconds=min(max(length, SECONDS[0]), SECONDS[-1]),
        moves=moves,
        strength=strength_of(said.get("strength", "")),
        loop=said.get("loop", "True").lower() != "false",
    )
    await press.defer()
    await press.order(onto(press.take, wanted, await press.light(), press.locale))
