"""🗂️ Layers: switch single edits of a take off, and on again; the others stay as they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.actions.press import Press, editable, onto
from bot.cards.lineage import step
from bot.cards.pieces import clipped
from bot.errors import Sentence
from bot.forms.choices import checks
from bot.forms.modal import Form, answers, label
from bot.records import TakeRecord
from engine.protocol import LAYER, NEGATIVE, EditRegion, FixEyes, Layered, Regrade, Restack, Sha

MOST = 10  # boxes of one question; Discord's limit
LABEL = 100  # characters of one


@dataclass(frozen=True)
class Stack:
    """The edits of a line that can be switched, and what they lie on."""

    base: Sha
    negative: Sha | None
    layers: tuple[Layered, ...] = ()
    off: tuple[Sha, ...] = ()
    takes: tuple[TakeRecord, ...] = field(default=())  # of the line, as far as they are known

    def order(self, take: Sha, off: tuple[Sha, ...]) -> Restack:
        """The same stack with these off."""
        return Restack(
            take=take, base=self.base, base_negative=self.negative, layers=self.layers, off=off
        )


def stack_of(line: Sequence[TakeRecord]) -> Stack:
    """The layers of the last take of a line, in order from their base."""
    above = list[Layered]()
    for take in reversed(line):
        match take.recipe.order:
            case Restack() as order:
                layers = (*order.layers, *above)
                return Stack(order.base, order.base_negative, layers, order.off, tuple(line))
            case FixEyes() | EditRegion() if LAYER in take.extras:
                above.insert(0, Layered(take=take.blob, layer=take.extras[LAYER]))
            case Regrade() if take.parent:
                continue  # a print lies over all of them
            case _:
                negative = take.extras.get(NEGATIVE)
                return Stack(take.blob, negative, tuple(above), (), tuple(line))
    first = line[0]
    return Stack(first.blob, first.negative, tuple(above), (), tuple(line))


async def pressed(press: Press) -> None:
    """Ask which of them are on."""
    stack = await _stack(press)
    shown = stack.layers[-MOST:]
    options = [(each.take[:16], _name(each, stack.takes, press)) for each in shown]
    on = [each.take[:16] for each in shown if each.take not in stack.off]
    form = Form(
        press.say("takes.layers_title", slate=press.take.slate),
        f"m:layers:{press.take.id}:{press.interaction.id}",
        [label(press.say("takes.which_layers"), checks("on", options, on))],
    )
    await press.interaction.response.send_modal(form)


async def submitted(press: Press) -> None:
    """Order the take with those layers."""
    stack = await _stack(press)
    on = set(filter(None, answers(press.interaction).get("on", "").split(",")))
    asked = {each.take for each in stack.layers[-MOST:]}
    off = tuple(
        each.take
        for each in stack.layers
        if (each.take[:16] not in on if each.take in asked else each.take in stack.off)
    )
    if set(off) == set(stack.off):
        raise Sentence(press.say("takes.same_layers"))
    await press.defer()
    order = onto(press.take, stack.order(press.take.blob, off), await press.light(), press.locale)
    await press.order(order)


async def _stack(press: Press) -> Stack:
    editable(press.take, press.locale)
    stack = stack_of(await press.rooms.house.store.lineage(press.take.id))
    if not stack.layers:
        raise Sentence(press.say("takes.no_layers"))
    return stack


def _name(layer: Layered, line: Sequence[TakeRecord], press: Press) -> str:
    """What the edit did; a take that was removed since has no name any more."""
    for before, take in pairwise(line):
        if take.blob == layer.take:
            return clipped(f"{take.slate} {step(take, before, press.locale)}", LABEL)
    return press.say("takes.lost_layer")
