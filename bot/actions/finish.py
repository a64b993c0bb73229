"""🏁 Finish: the file for delivery; larger, sharpened, its grain laid on last."""

from typing import Literal

from bot.actions.press import Press, editable, onto
from bot.forms.choices import how_much, radio, strength_of
from bot.forms.modal import Form, answers, label
from engine.protocol import Finish

SCALES: dict[str, Literal[1, 2]] = {"2": 2, "1": 1}


async def pressed(press: Press) -> None:
    """Ask how large, and how sharp."""
    editable(press.take, press.locale)
    sizes = [(name, press.say(f"takes.scale.{name}")) for name in SCALES]
    form = Form(
        press.say("takes.finish_title", slate=press.take.slate),
        f"m:finish:{press.take.id}:{press.interaction.id}",
        [
            label(press.say("takes.how_large"), radio("scale", sizes)),
            label(press.say("takes.how_sharp"), how_much(press.locale)),
        ],
    )
    await press.interaction.response.send_modal(form)


async def submitted(press: Press) -> None:
    """Order what the form says."""
    said = answers(press.interaction)
    wanted = Finish(
        take=press.take.blob,
        scale=SCALES.get(said.get("scale", ""), 2),
        sharpen=strength_of(said.get("strength", "")),
    )
    await press.defer()
    await press.order(onto(press.take, wanted, await press.light(), press.locale))
