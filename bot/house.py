"""The house: what every room of the bot may use. It is put together in `bot/__main__` alone."""

from dataclasses import dataclass

from bot.settings import Settings
from bot.store import Store
from engine.protocol import Blobs, Studio


@dataclass(frozen=True)
class House:
    """Settings, the archive, the road to the workers, and the pictures."""

    settings: Settings
    store: Store
    studio: Studio
    blobs: Blobs  # it blocks: call it in a thread
