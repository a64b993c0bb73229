"""👁️ Eyes: repair both or one of them; where they look, and what stays of them."""

from typing import get_args

from bot.actions.press import Press, editable, onto
from bot.forms.choices import checks, how_much, one_of, radio, strength_of
from bot.forms.modal import Form, answers, label
from bot.records import TakeRecord
from engine.protocol import Eye, FixEyes, Gaze
from prompts.shot import Shot

EYES: dict[str, tuple[Eye, ...]] = {
    "both": ("left", "right"),
    "left": ("left",),
    "right": ("right",),
}
GAZES: tuple[Gaze, ...] = get_args(Gaze)
KEEPS = ("keep_colour", "catchlight")


def order(
    take: TakeRecord, locale: object = None, which: str = "both", shot: Shot | None = None
) -> FixEyes:
    """With its defaults. Raises Sentence for what cannot be edited."""
    return onto(take, FixEyes(take=take.blob, eyes=EYES.get(which, EYES["both"])), shot, locale)


async def pressed(press: Press) -> None:
    """Ask in a form; the button beside a finding says it all."""
    if press.arg in EYES:
        await press.defer()
        await press.order(order(press.take, press.locale, press.arg, await press.light()))
        return
    editable(press.take, press.locale)
    which = radio("eyes", [(name, press.say(f"takes.eye.{name}")) for name in EYES])
    gaze = radio("gaze", [(name, press.say(f"takes.gaze.{name}")) for name in GAZES])
    stays = checks("stays", [(name, press.say(f"takes.stays.{name}")) for name in KEEPS], KEEPS)
    form = Form(
        press.say("takes.eyes_title", slate=press.take.slate),
        f"m:eyes:{press.take.id}:{press.interaction.id}",
        [
            label(press.say("takes.which_eyes"), which, press.say("takes.which_eyes_hint")),
            label(press.say("takes.which_gaze"), gaze),
            label(press.say("takes.what_stays"), stays),
            label(press.say("takes.how_much"), how_much(press.locale)),
        ],
    )
    await press.interaction.response.send_modal(form)


async def submitted(press: Press) -> None:
    """Order what the form says."""
    said = answers(press.interaction)
    stays = said.get("stays", "").split(",")
    wanted = FixEyes(
        take=press.take.blob,
        eyes=EYES.get(said.get("eyes", ""), EYES["both"]),
        gaze=one_of(GAZES, said.get("gaze", "")),
        keep_colour="keep_colour" in stays,
        catchlight="catchlight" in stays,
        strength=strength_of(said.get("strength", "")),
    )
    await press.defer()
    await press.order(onto(press.take, wanted, await press.light(), press.locale))
