"""A conversation as a page that stands alone: no script, no request, pictures beside it."""

from bot.transcript.page import Names, transcript

__all__ = ["Names", "transcript"]
