"""A model's folder, looked at before anything is loaded: every file there, whole, no pickle.

The format is diffusers': model_index.json names the pipeline's class and its components; each
component is a folder with a config and weights in one or more safetensors files.
"""

import hashlib
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from engine.protocol import StudioError

INDEX = "model_index.json"
PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl")
MOST = 100 * 2**20  # bytes of a safetensors header, as the format's own library bounds it
AGAIN = "Download the model again: `python -m engine models fetch`."
READERS = ("tokenizer", "scheduler", "feature_extractor", "processor", "image_processor")


def pipeline(folder: Path) -> str:
    """The class that the folder says it is. Raises StudioError for no model at all."""
    file = folder / INDEX
    if not file.is_file():
        raise StudioError(
            f"{folder} is no model in diffusers' format: {INDEX} is missing. Name the folder that "
            f"holds it, or download the model again."
        )
    return str(_json(file).get("_class_name", ""))


def checked(folder: Path) -> None:
    """Let a whole folder pass. Raises StudioError for what is missing, cut short or a pickle."""
    for name, said in _json(folder / INDEX).items():
        if name.startswith("_") or not isinstance(said, list) or said[0] is None:
            continue
        part = folder / name
        if not part.is_dir():
            raise StudioError(f"The model in {folder} has no {name}. {AGAIN}")
        if not name.startswith(READERS):
            weights(part)


def weights(part: Path) -> tuple[Path, ...]:
    """The safetensors files of one component, each whole. Raises StudioError."""
    if not (part / "config.json").is_file():
        raise StudioError(f"{part} has no config.json. {AGAIN}")
    _json(part / "config.json")
    files = {part / name for index in part.glob("*.index.json") for name in _shards(index)}
    files |= set(part.glob("*.safetensors"))
    if not files:
        refuse_pickles(part)
        raise StudioError(f"{part} has no weights. {AGAIN}")
    for file in sorted(files):
        whole(file)
    return tuple(sorted(files))


def refuse_pickles(part: Path) -> None:
    """Raise StudioError if the weights are such as can run programs."""
    for file in sorted(part.iterdir()):
        if file.suffix in PICKLES:
            raise StudioError(
                f"{file} is a pickle: loading it could run any program. Only safetensors are "
                "loaded: choose a model that offers them."
            )


def whole(file: Path) -> None:
    """Let a safetensors file pass whose header fits its size. Raises StudioError."""
    if file.suffix in PICKLES:
        refuse_pickles(file.parent)
    if not file.is_file():
        raise StudioError(f"The weights {file} are missing. {AGAIN}")
    size = file.stat().st_size
    try:
        length, header = _header(file)
        end = max((int(each["data_offsets"][1]) for each in header), default=0)
    except (struct.error, ValueError, TypeError, KeyError, IndexError) as error:
        raise StudioError(f"The weights {file} are damaged. {AGAIN}") from error
    if size != 8 + length + end:
        raise StudioError(
            f"The weights {file} are not whole: {size} bytes of {8 + length + end}. {AGAIN}"
        )


def _header(file: Path) -> tuple[int, list[dict[str, Any]]]:
    """Its length, and what it says of each tensor."""
    with file.open("rb") as stream:
        (length,) = struct.unpack("<Q", stream.read(8))
        if length > MOST:
            raise ValueError("no header is that long")
        said = json.loads(stream.read(length))
    return length, [each for name, each in said.items() if name != "__metadata__"]


def _shards(index: Path) -> Iterator[str]:
    yield from sorted(set(cast("dict[str, str]", _json(index).get("weight_map", {})).values()))


def _json(file: Path) -> dict[str, Any]:
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StudioError(f"{file} cannot be read. {AGAIN}") from error
    if not isinstance(said, dict):
        raise StudioError(f"{file} says nothing of a model. {AGAIN}")
    return cast("dict[str, Any]", said)


def mark(*places: Path) -> str:
    """Twelve characters that change with the weights: of their headers, sizes and first bytes.

    Reading every gigabyte of them would take longer than a picture.
    """
    known = hashlib.sha256()
    for place in places:
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.suffix not in {".json", ".safetensors"}:
                continue
            known.update(f"{file.name} {file.stat().st_size}\n".encode())
            with file.open("rb") as stream:
                known.update(stream.read(2**20))
    return known.hexdigest()[:12]
