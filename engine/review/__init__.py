"""The quality of a picture, measured: what is good, what to look at, and what mends it."""

from engine.review.reviewing import review

__all__ = ("review",)
