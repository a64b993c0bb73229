"""The model families, in one visible list."""

import tomllib
from collections.abc import Callable
from importlib.resources import files

from engine.models.base import Card, Family
from engine.protocol import StudioError
from engine.settings import Settings


def _maquette(settings: Settings, card: Card) -> Family:
    from engine.models.maquette import MaquetteFamily  # noqa: PLC0415 - the renderer loads late

    return MaquetteFamily(card, settings.cache_dir)


def _retouch(settings: Settings, card: Card) -> Family:  # noqa: ARG001 - it keeps nothing
    from engine.models.retouch import RetouchFamily  # noqa: PLC0415 - so do OpenCV's networks

    return RetouchFamily(card)


FAMILIES: dict[str, Callable[[Settings, Card], Family]] = {
    "maquette": _maquette,
    "retouch": _retouch,
}


def card(model: str) -> Card:
    """What is known of a family without loading it. Raises StudioError for an unknown one."""
    if model not in FAMILIES:
        raise StudioError(
            f"There is no model {model!r}. This worker knows: {', '.join(sorted(FAMILIES))}."
        )
    text = (files("engine.models") / "cards" / f"{model}.toml").read_text(encoding="utf-8")
    return Card.model_validate(tomllib.loads(text))


def family(model: str, settings: Settings) -> Family:
    """Make a family; it loads when it is warmed. Raises StudioError for an unknown one."""
    known = card(model)
    return FAMILIES[known.id](settings, known)
