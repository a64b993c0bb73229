"""The skin's constant fields in texture space, made once from the template and kept in the cache.

Broad fields (colour zones, low noise) are small; fine ones (pores, lines) have the texture's size.
"""

import os
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.maquette import atlas, relief, zones
from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Floats, Ints
from engine.maquette.noise import Array

VERSION = 4
BROAD = 512  # texels across a broad field
DRAWN = 1024  # texels across which lines and spots are made at most


@dataclass(frozen=True)
class Fields:
    """The broad fields, stacked; the fine ones (size, size) by name."""

    size: int
    order: tuple[str, ...]  # the broad fields by column of the stack
    stack: Floats  # (BROAD * BROAD, fields)
    fine: dict[str, Array]
    drawn: tuple[str, ...]  # those of the fine fields that were made no larger than DRAWN
    vertex: Ints  # (BROAD, BROAD): the split vertex of the surface next to each broad texel


def path(cache_dir: Path, size: int) -> Path:
    """Where the fields of one texture size lie."""
    return cache_dir / f"skin-v{VERSION}-{size}.npz"


def load(anatomy: Anatomy, size: int) -> Fields:
    """Read the fields from the cache, or make and keep them (some seconds, once a machine)."""
    file = path(anatomy.cache_dir, size)
    try:
        with np.load(BytesIO(file.read_bytes())) as archive:
            data = {name: archive[name] for name in archive.files}
    except (OSError, ValueError, KeyError, BadZipFile):  # missing or damaged: make it again
        data = _make(anatomy, size)
        _keep(file, data)
    drawn, textured = _kind(data, "drawn"), _kind(data, "textured")
    fine = drawn | textured
    if size <= DRAWN:  # larger ones stay at half the memory
        fine = {name: field.astype(np.float32) for name, field in fine.items()}
    broad = {name: field.astype(np.float32) for name, field in _kind(data, "broad").items()}
    stack = np.stack([field.ravel() for field in broad.values()], -1)
    vertex = data["vertex"].astype(np.int32)
    return Fields(size, tuple(broad), stack, fine, tuple(drawn), vertex)


def _kind(data: dict[str, NDArray[Any]], kind: str) -> dict[str, Array]:
    return {k.removeprefix(f"{kind}_"): v for k, v in data.items() if k.startswith(f"{kind}_")}


def _keep(file: Path, data: dict[str, NDArray[Any]]) -> None:
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        with os.fdopen(handle, "wb") as part:
            np.savez(part, allow_pickle=False, **data)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except OSError:
        return  # a full disk costs time, not the picture


def _make(anatomy: Anatomy, size: int) -> dict[str, NDArray[Any]]:
    eyes = np.asarray((anatomy.rest["eye_l"] + anatomy.rest["eye_r"]) / 2, np.float32)
    out: dict[str, Array] = {}
    if size > DRAWN:  # lines and spots gain nothing from more texels
        smaller = load(anatomy, DRAWN)
        columns = smaller.stack.T.reshape(-1, BROAD, BROAD)
        broad = dict(zip(smaller.order, columns, strict=True))
        drawn = {name: _enlarged(smaller.fine[name], size) for name in smaller.drawn}
    else:
        broad = zones.broad(anatomy, _positions(anatomy, BROAD), eyes)
        drawn = relief.drawn(anatomy, _positions(anatomy, size), eyes)
    textured = relief.textured(anatomy, _positions(anatomy, size), eyes)
    for kind, fields in (("broad", broad), ("drawn", drawn), ("textured", textured)):
        out |= {f"{kind}_{name}": field.astype(np.float16) for name, field in fields.items()}
    return {**out, "vertex": _nearest_vertex(anatomy)}


def _positions(anatomy: Anatomy, size: int) -> Floats:
    surface = anatomy.surface
    return atlas.rasterise(surface.uv, surface.triangles, surface.rest, size)


def _enlarged(field: Array, size: int) -> Floats:
    scaled = ndimage.zoom(
        field.astype(np.float32), size / len(field), order=1, mode="nearest", grid_mode=True
    )
    return np.asarray(scaled, np.float32)


def _nearest_vertex(anatomy: Anatomy) -> Ints:
    uv = anatomy.surface.uv
    column = np.clip((uv[:, 0] * BROAD).astype(int), 0, BROAD - 1)
    row = np.clip(((1 - uv[:, 1]) * BROAD).astype(int), 0, BROAD - 1)
    out = np.full((BROAD, BROAD), -1, np.int32)
    out[row, column] = np.arange(len(uv))
    return out[atlas.nearest(out >= 0)]
