"""The archive: one SQLite file that the bot alone writes. Models in, models out."""

from bot.store.archive import Store, open_store
from bot.store.errors import Gone, Stale, Taken, TooMany

__all__ = ["Gone", "Stale", "Store", "Taken", "TooMany", "open_store"]
