"""LUTs as .cube files (Adobe's Cube LUT Specification 1.0, Resolve's too): in, bounded, and out."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.pictures import Floats
from engine.protocol import StudioError

MAX_BYTES = 12 * 2**20
MOST_3D, MOST_1D = 65, 65_536  # points a side, points of a curve
LARGEST = 100.0  # beyond any value that a picture has
LINES = re.compile(r"[^\r\n]+")
TOO_LARGE = (
    "This LUT is too large: at most {most} points a side can be read. Export it with 33 points."
)
BROKEN = "This .cube file cannot be read: {why}. Export it again as a 3D LUT of 33 points."


@dataclass(frozen=True)
class Cube:
    """A LUT: (n, n, n, 3) indexed [red][green][blue], or a curve (n, 3)."""

    table: Floats
    low: tuple[float, float, float] = (0.0, 0.0, 0.0)  # of its domain
    high: tuple[float, float, float] = (1.0, 1.0, 1.0)
    title: str = ""
    remarks: tuple[str, ...] = ()  # its comments


def read_cube(data: bytes) -> Cube:
    """Read a .cube file. Raises StudioError, a sentence, for anything else."""
    if len(data) > MAX_BYTES:
        raise StudioError(TOO_LARGE.format(most=MOST_3D))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StudioError(BROKEN.format(why="it is no text")) from error
    head, rows = _parted(text)
    size, is_3d = _size(head)
    count = size**3 if is_3d else size
    values = _numbers(rows, count)
    low, high = _domain(head)
    if is_3d:  # in the file red runs fastest
        values = np.ascontiguousarray(values.reshape(size, size, size, 3).transpose(2, 1, 0, 3))
    title = head.get("TITLE", [""])[0].strip().strip('"')[:100]
    return Cube(values, low, high, title, tuple(head.get("#", ())))


def write_cube(cube: Cube) -> bytes:
    """Write a LUT; the same one gives the same bytes. Six digits: a thousandth of a code."""
    is_3d = cube.table.ndim == 4
    lines = [f'TITLE "{_plain(cube.title)}"', *(f"# {remark}" for remark in cube.remarks)]
    lines.append(f"LUT_{'3D' if is_3d else '1D'}_SIZE {len(cube.table)}")
    for name, corner in (("MIN", cube.low), ("MAX", cube.high)):
        lines.append(f"DOMAIN_{name} " + " ".join(f"{value:g}" for value in corner))
    rows = cube.table.transpose(2, 1, 0, 3).reshape(-1, 3) if is_3d else cube.table
    lines += [f"{red:.6f} {green:.6f} {blue:.6f}" for red, green, blue in rows.tolist()]
    return ("\n".join(lines) + "\n").encode()


def _plain(title: str) -> str:
    return re.sub(r"[^\w .,:-]", "", title)


def _parted(text: str) -> tuple[dict[str, list[str]], list[str]]:
    """Keywords with what stands behind them, comments under "#", and the rows of numbers."""
    head: dict[str, list[str]] = {}
    rows: list[str] = []
    for match in LINES.finditer(text):
        line = match.group().strip()
        if not line:
            continue
        if line[0] in "+-.0123456789":
            rows.append(line)
        elif len(head) > 40 or sum(map(len, head.values())) > 1000:
            raise StudioError(BROKEN.format(why="it is something else"))
        elif line.startswith("#"):
            head.setdefault("#", []).append(line[1:].strip())
        else:
            word, _, rest = line.partition(" ")
            head.setdefault(word.upper(), []).append(rest)
    return head, rows


def _size(head: dict[str, list[str]]) -> tuple[int, bool]:
    """How many points a side, and whether in three dimensions."""
    told = [name for name in ("LUT_3D_SIZE", "LUT_1D_SIZE") if name in head]
    if not told:
        raise StudioError(BROKEN.format(why="it does not say LUT_3D_SIZE"))
    if len(told) > 1:
        raise StudioError(BROKEN.format(why="it holds a curve and a cube in one"))
    value = head[told[0]][0].split()
    is_3d = told[0] == "LUT_3D_SIZE"
    if len(value) != 1 or not value[0].isascii() or not value[0].isdigit() or len(value[0]) > 6:
        raise StudioError(BROKEN.format(why="its size is no number"))
    size, most = int(value[0]), MOST_3D if is_3d else MOST_1D
    if size > most:
        raise StudioError(TOO_LARGE.format(most=most))
    if size < 2:
        raise StudioError(BROKEN.format(why="it has fewer than two points a side"))
    return size, is_3d


def _numbers(rows: list[str], count: int) -> Floats:
    if len(rows) != count:
        why = f"it promises {count} rows of numbers and has {len(rows)}"
        raise StudioError(BROKEN.format(why=why))
    try:
        flat = np.array(" ".join(rows).split(), np.float64)
    except ValueError as error:
        raise StudioError(BROKEN.format(why="not all of its rows are numbers")) from error
    if flat.size != 3 * count or any(len(row.split()) != 3 for row in rows[:: max(count // 64, 1)]):
        raise StudioError(BROKEN.format(why="not all of its rows have three numbers"))
    if not np.isfinite(flat).all() or np.abs(flat).max() > LARGEST:
        raise StudioError(BROKEN.format(why="it has numbers that no colour has"))
    return flat.reshape(-1, 3).astype(np.float32)


def _domain(head: dict[str, list[str]]) -> tuple[tuple[float, float, float], ...]:
    """Its lowest and its highest values, as Adobe or as Resolve says them."""
    low, high = list(_triples(head, "DOMAIN_MIN", 0.0)), list(_triples(head, "DOMAIN_MAX", 1.0))
    for name in ("LUT_3D_INPUT_RANGE", "LUT_1D_INPUT_RANGE"):
        if name in head:
            ends = _floats(head[name][0], 2)
            low, high = [ends[0]] * 3, [ends[1]] * 3
    if any(b - a < 1e-3 for a, b in zip(low, high, strict=True)):
        raise StudioError(BROKEN.format(why="its domain is empty"))
    return (low[0], low[1], low[2]), (high[0], high[1], high[2])


def _triples(head: dict[str, list[str]], name: str, otherwise: float) -> Iterator[float]:
    yield from _floats(head[name][0], 3) if name in head else [otherwise] * 3


def _floats(text: str, count: int) -> list[float]:
    try:
        found = [float(word) for word in text.split()]
    except ValueError as error:
        raise StudioError(BROKEN.format(why="its domain is no number")) from error
    if len(found) != count or not all(abs(v) <= LARGEST and math.isfinite(v) for v in found):
        raise StudioError(BROKEN.format(why="its domain is no number"))
    return found
