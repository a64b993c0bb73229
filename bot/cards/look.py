"""A look as a card: what a cinematographer would say of it, its light, its lens and its print."""

from discord import ui

from bot.cards.brief import ACCENT
from bot.cards.layout import Card, button, row
from bot.cards.pieces import values
from bot.words import say
from prompts.brief import Brief, Subject
from prompts.looks import Look, looks

_ROWS = ("key", "fill", "rim")
_LAMP = ("softness", "side", "height", "gel", "kelvin", "stops")


def look_card(look: Look, brief: str = "", locale: object = None) -> Card:
    """One look. With a brief's id there is a button that takes it onto that brief."""
    as_brief = Brief(
        subject=Subject(),
        light=look.light,
        camera=look.camera,
        setting=look.setting,
        finish=look.finish,
        mood=look.mood,
        look=look.id,
        aspect=look.aspect,
    )
    paths = {name: tuple(f"light.{name}.{part}" for part in _LAMP) for name in _ROWS}
    paths["lens"] = ("camera.focal_mm", "camera.aperture", "camera.sensor")
    paths["frame"] = ("camera.framing", "camera.angle", "aspect")
    paths["where"] = ("setting.place", "setting.time", "setting.weather", "setting.background")
    paths["mood"] = ("mood",)
    paths["finish"] = ("finish.grain", "finish.halation")
    lines = [
        f"**{say(f'cards.row.{name}', locale)}** {', '.join(said)}"
        for name, here in paths.items()
        if (said := values(as_brief, here, locale).values())
    ]
    good = say("cards.look.good_for", locale, things=", ".join(look.good_for))
    palette = say("cards.look.palette", locale, colours=", ".join(look.palette))
    parts: list[ui.Item[Card]] = [
        ui.TextDisplay(f"## {look.title}\n{look.summary}"),
        ui.TextDisplay("\n".join(lines)),
        ui.TextDisplay(f"-# {good}\n-# {palette}"),
    ]
    if brief:
        parts.append(row([button(say("talk.look_take", locale), f"b:look:{brief}:{look.id}")]))
    return Card(ui.Container(*parts, accent_colour=ACCENT))


def look_list(locale: object = None) -> Card:
    """All looks, a line each."""
    lines = [
        say("talk.look_line", locale, title=each.title, id=each.id, good_for=each.good_for[0])
        for each in looks()
    ]
    text = "\n".join([say("talk.looks_title", locale), *lines])
    return Card(ui.Container(ui.TextDisplay[Card](text), accent_colour=ACCENT))
