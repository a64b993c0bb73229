"""The model families, in one visible list; and the models that studio.toml names of them."""

from collections.abc import Callable

from engine.models import catalogue
from engine.models.base import Card, Family
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
"""Those that need no weights; `catalogue.DIFFUSION` lists the others."""


def card(model: str, settings: Settings | None = None) -> Card:
    """What is known of a model without loading it. Raises StudioError for an unknown one."""
    return catalogue.entry(model, settings or Settings.model_construct()).card


def family(model: str, settings: Settings) -> Family:
    """Make a model's family; it loads when it is warmed. Raises StudioError for an unknown one."""
    found = catalogue.entry(model, settings)
    if found.named is None:
        return FAMILIES[model](settings, found.card)
    return _diffusion(found, settings)


def _diffusion(found: catalogue.Entry, settings: Settings) -> Family:
    from engine.models.pipes.family import DiffusionFamily  # noqa: PLC0415 - OpenCV loads late
    from engine.models.pipes.guide import Guide  # noqa: PLC0415 - so does NumPy

    assert found.named is not None, "built-in models have no weights"
    catalogue.accepted(found)
    guide = Guide(settings.cache_dir)
    return DiffusionFamily(found.diffusion, found.named, guide, budget_gb=settings.memory_gb)
