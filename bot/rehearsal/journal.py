"""The world on disk: one line a change, in order, in `world.jsonl`; the last word on a key holds.

A torn last line (a kill in the middle of a write) is forgotten: it was never answered.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NAME = "world.jsonl"


class Journal:
    """One world's changes. Without a folder nothing is kept.

    Messages hold addresses of our own server: they follow it to another port.
    """

    def __init__(self, folder: Path | None, base: str) -> None:
        self._path = folder / NAME if folder else None
        self._base = base
        self._file = None

    def read(self) -> Iterator[tuple[str, str, Any]]:
        """What is known: table, key, value; then the file is written anew, without history."""
        if self._path is None:
            return
        rows: dict[tuple[str, str], Any] = {("base", ""): self._base}
        if self._path.exists():
            for line in self._lines(self._path):
                try:
                    table, key, value = json.loads(line)
                except ValueError:
                    continue
                if table != "base":
                    rows[table, key] = value
                if value is None:
                    del rows[table, key]
        fresh = self._path.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            for (table, key), value in rows.items():
                file.write(_line(table, key, value))
        fresh.rename(self._path)
        self._file = self._path.open("a", encoding="utf-8")
        del rows["base", ""]
        for (table, key), value in rows.items():
            yield table, key, value

    def _lines(self, path: Path) -> Iterator[str]:
        lines = path.read_text(encoding="utf-8").splitlines()
        known = (line for line in lines[:1] if line.startswith('["base"'))
        old = next((json.loads(line)[2] for line in known), self._base)
        return (line.replace(f"{old}/", f"{self._base}/") for line in lines)

    def write(self, table: str, key: str, value: Any) -> None:
        """Note one change; None: it is gone."""
        if self._file:
            self._file.write(_line(table, key, value))
            self._file.flush()

    def close(self) -> None:
        """No more changes."""
        if self._file:
            self._file.close()
            self._file = None


def _line(table: str, key: str, value: Any) -> str:
    return json.dumps([table, key, value], separators=(",", ":")) + "\n"
