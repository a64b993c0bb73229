"""From the worker's reports to messages: every take is posted once, whatever dies between."""

from bot.delivery.listening import Delivery

__all__ = ["Delivery"]
