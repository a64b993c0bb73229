"""What can be done with takes and sheets, one file an action. A button holds no state."""

from bot.actions.items import JobItem, LikeItem, PageItem, TakeItem, submitted

__all__ = ["ACTIONS", "submitted"]

ACTIONS = (TakeItem, JobItem, LikeItem, PageItem)
"""Every kind of button and select there is."""
