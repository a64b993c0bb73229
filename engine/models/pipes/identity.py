"""LoRAs: laid on a model and taken off again, to the bit."""

from pathlib import Path
from typing import Any

from engine.models.pipes import folder
from engine.protocol import StudioError
from engine.settings import Adapter


def file_of(adapter: Adapter) -> Path:
    """The weights' file. Raises StudioError if it is not there, not whole, or a pickle."""
    if adapter.file:
        found = adapter.path / adapter.file
    elif adapter.path.is_dir():
        files = sorted(adapter.path.glob("*.safetensors"))
        if not files:
            folder.refuse_pickles(adapter.path)
            raise StudioError(f"There is no safetensors file in {adapter.path}.")
        found = files[0]
    else:
        found = adapter.path
    if not found.is_file():
        raise StudioError(f"There is no file {found}. Name the right one in studio.toml.")
    folder.whole(found)
    return found


def lay(pipe: Any, adapters: tuple[Adapter, ...]) -> None:
    """Lay LoRAs on the models of a pipeline. Raises StudioError for one of another family."""
    names: list[str] = []
    for place, adapter in enumerate(adapters):
        file = file_of(adapter)
        names.append(f"lora{place}")
        try:
            pipe.load_lora_weights(file.parent, weight_name=file.name, adapter_name=names[-1])
        except (ValueError, KeyError, RuntimeError, OSError) as error:
            pipe.unload_lora_weights()
            raise StudioError(
                f"{file} does not fit this model: it was made for another family."
            ) from error
    if names:
        pipe.set_adapters(names, [each.weight for each in adapters])


def lift(pipe: Any) -> None:
    """Take all of them off."""
    pipe.unload_lora_weights()
