"""The world on disk: one line a change, in order, in `world.jsonl`; the last word on a key holds.

A torn last line (a kill in the middle of a write) is forgotten: it was never answered.
"""

import fcntl
import json
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any

NAME, LOCK = "world.jsonl", "world.lock"
LONG = 32 << 20  # characters written after which the file is made short again


class Journal:
    """One world's changes. Without a folder nothing is kept.

    Messages hold addresses of our own server: they follow it to another port.
    """

    def __init__(self, folder: Path | None, base: str) -> None:
        """Raises BlockingIOError if another process has the folder open."""
        self._path = folder / NAME if folder else None
        self._base = base
        self._file: TextIOWrapper | None = None
        self._written = 0
        if folder:
            self._lock = (folder / LOCK).open("w")
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._lock.close()
                raise

    def read(self) -> Iterator[tuple[str, str, Any]]:
        """What is known: table, key, value."""
        if self._path:
            for (table, key), value in self._shorten(self._path).items():
                yield table, key, value

    def write(self, table: str, key: str, value: Any) -> None:
        """Note one change; None: it is gone."""
        if self._file and self._path:
            self._written += self._file.write(_line(table, key, value))
            self._file.flush()
            if self._written > LONG:
                self._shorten(self._path)

    def close(self) -> None:
        """No more changes."""
        if self._file:
            self._file.close()
            self._file = None
            self._lock.close()

    def _shorten(self, path: Path) -> dict[tuple[str, str], Any]:
        """Write the file anew without its history; its rows."""
        rows = _rows(_lines(path, self._base)) if path.exists() else {}
        fresh = path.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            file.write(_line("base", "", self._base))
            file.writelines(_line(table, key, value) for (table, key), value in rows.items())
        if self._file:
            self._file.close()
        fresh.rename(path)
        self._file = path.open("a", encoding="utf-8")
        self._written = 0
        return rows


def _lines(path: Path, base: str) -> list[str]:
    """The lines, with our own address as it is today."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or not lines[0].startswith('["base"'):
        return lines
    old = json.loads(lines[0])[2]
    return lines[1:] if old == base else [x.replace(f"{old}/", f"{base}/") for x in lines[1:]]


def _rows(lines: list[str]) -> dict[tuple[str, str], Any]:
    rows: dict[tuple[str, str], Any] = {}
    for line in lines:
        try:
            table, key, value = json.loads(line)
        except ValueError:
            continue  # torn
        if value is None:
            rows.pop((table, key), None)
        else:
            rows[table, key] = value
    return rows


def _line(table: str, key: str, value: Any) -> str:
    return json.dumps([table, key, value], separators=(",", ":")) + "\n"
