"""A SQLite file that several processes share: the queue is one, the bot's archive another."""

from engine.database.file import File, Kind, Row, Rows, Value, keep_aside, open_file

__all__ = ["File", "Kind", "Row", "Rows", "Value", "keep_aside", "open_file"]
