"""From a folder to a pipeline: checked first, in one dtype, on the card or beside it."""

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import diffusers
import torch
import transformers
from huggingface_hub import snapshot_download
from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

from engine.models.pipes import folder, identity
from engine.models.pipes.card import DiffusionCard
from engine.models.pipes.kind import Kind
from engine.models.pipes.task import made
from engine.protocol import StudioError
from engine.settings import Dtype, Named

DTYPES = {"float32": torch.float32, "float16": torch.float16, "bfloat16": torch.bfloat16}

log = logging.getLogger(__name__)


@dataclass
class Loaded:
    """A model in memory."""

    components: dict[str, Any]
    settings: dict[str, Any]  # of its pipelines' constructors
    dtype: torch.dtype
    device: torch.device
    offload: str
    mark: str  # of its weights
    safe: tuple[str, ...] = ("vae",)  # components that decode in float32
    kept: dict[str, Any] = field(default_factory=dict[str, Any])  # what a kind keeps with it

    def pipe(self, name: str) -> Any:
        """A pipeline of class `name` for one job."""
        pipe = made(name, self.components, self.settings)
        if self.device.type != "cpu" and self.offload == "model":
            pipe.enable_model_cpu_offload(device=self.device)
        elif self.device.type != "cpu" and self.offload == "sequential":
            pipe._exclude_from_cpu_offload = list(self.safe)  # noqa: SLF001 - they change dtype
            pipe.enable_sequential_cpu_offload(device=self.device)
        return pipe


def place(named: Named, card: DiffusionCard) -> Path:
    """The model's folder on this machine. Raises StudioError if it is not here."""
    if named.path:
        if not named.path.is_dir():
            raise StudioError(
                f"There is no folder {named.path}, where the model {card.id!r} should be. Name "
                "the right one in studio.toml."
            )
        return named.path
    hub = named.hub or card.hub
    try:
        return Path(snapshot_download(hub, revision=card.revision, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError) as error:
        raise StudioError(
            f"The model {card.id!r} ({hub}) is not on this machine yet. Download it: "
            f"`python -m engine models fetch {card.id}`."
        ) from error


def device() -> torch.device:
    """What models run on."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def dtype_of(said: Dtype, on: torch.device) -> torch.dtype:
    """The wished one; else half of float32 where there is a card that likes it."""
    if said != "auto":
        return DTYPES[said]
    if on.type == "cpu":
        return torch.float32
    return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16


def load(kind: Kind, named: Named, card: DiffusionCard) -> Loaded:
    """Load a model. Raises StudioError with a sentence for whatever is wrong with its files."""
    where = place(named, card)
    said = folder.pipeline(where)
    if said not in kind.loads:
        raise StudioError(
            f"{where} is a {said or 'model without a name'}, and {card.id!r} is said to be of the "
            f"family {card.family!r} ({', '.join(sorted(kind.loads))}). Correct the family or the "
            "folder in studio.toml."
        )
    folder.checked(where)
    made_of = [where, *map(identity.file_of, named.loras)]
    made_of += [named.controlnet] if named.controlnet and named.controlnet.is_dir() else []
    made_of += [identity.file_of(named.ip_adapter)] if named.ip_adapter else []
    on = device()
    dtype = dtype_of(named.dtype, on)
    _quiet()
    try:
        pipe: Any = getattr(diffusers, said).from_pretrained(
            where,
            dtype=dtype,
            local_files_only=True,
            use_safetensors=True,
            variant=_variant(where),
            **kind.settings(),
        )
        more = kind.parts(named, dtype)
    except StudioError:
        raise
    except (OSError, ValueError, RuntimeError, KeyError, TypeError) as error:
        log.exception("loading %s", where)
        raise StudioError(
            f"The model in {where} cannot be loaded: {_first(error)}. {folder.AGAIN}"
        ) from error
    components = {**pipe.components, **more}
    schedule = components["scheduler"]
    changed = kind.scheduler(schedule.config, named)
    if changed:
        cls = getattr(diffusers, changed.pop("class", type(schedule).__name__))
        components["scheduler"] = cls.from_config(schedule.config, **changed)
    for name, each in components.items():
        if isinstance(each, torch.nn.Module):
            each.requires_grad_(requires_grad=False).eval()
            if named.offload == "none":
                each.to(on)
            floats = {p.dtype for p in each.parameters() if p.is_floating_point()}
            assert floats <= {dtype, torch.float32}, f"{name} is in {floats}, not {dtype}"
    kept = {key: value for key, value in pipe.config.items() if key not in components}
    return Loaded(
        components=components,
        settings={**kept, **kind.settings()},
        dtype=dtype,
        device=on,
        offload=named.offload,
        safe=kind.safe,
        mark=f"{card.family}-{folder.mark(*made_of)}-{str(dtype).rpartition('.')[2]}",
    )


def _quiet() -> None:
    """Progress bars and advice of the libraries are no use in a worker's log."""
    for library in (transformers, diffusers):
        library.utils.logging.disable_progress_bar()
        library.utils.logging.set_verbosity_error()


def _variant(where: Path) -> str | None:
    """Folders may hold half precision only, as NAME.fp16.safetensors."""
    plain = [file for file in where.glob("*/*.safetensors") if ".fp16" not in file.name]
    return None if plain else "fp16"


def _first(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".")[:200] if lines else type(error).__name__
