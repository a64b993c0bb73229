"""Stable Diffusion XL: a UNet under classifier-free guidance, two CLIP encoders, four channels.

Long prompts: the compiler writes chunks of 75 tokens joined by BREAK; each is read alone and the
UNet attends to all of them. The pooled embedding is the first chunk's, which says who and how.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import torch

from engine.models.pipes import tensors
from engine.models.pipes.ask import Ask, Task
from engine.models.pipes.identity import file_of
from engine.models.pipes.kind import Kind
from engine.models.pipes.parts import component
from engine.protocol import StudioError
from engine.settings import Named
from prompts.setup import Prompt
from prompts.words import BREAK

FEW = 8  # steps up to which a model is a distilled one, and wants its timesteps from the end


class Sdxl(Kind):
    """SDXL and what is made of it: Lightning, fine-tunes, inpainting UNets."""

    loads = frozenset(
        {
            "StableDiffusionXLPipeline",
            "StableDiffusionXLImg2ImgPipeline",
            "StableDiffusionXLInpaintPipeline",
        }
    )
    pipelines: ClassVar[Mapping[Task, str]] = {
        "shoot": "StableDiffusionXLPipeline",
        "guided": "StableDiffusionXLControlNetPipeline",
        "reshoot": "StableDiffusionXLImg2ImgPipeline",
        "inpaint": "StableDiffusionXLInpaintPipeline",
        "edit": "StableDiffusionXLPipeline",
    }
    encoders = ("text_encoder", "text_encoder_2")

    def settings(self) -> dict[str, Any]:
        """No watermark: our own provenance is in the file."""
        return {"add_watermarker": False}

    def parts(self, named: Named, dtype: torch.dtype) -> dict[str, Any]:
        """The ControlNet, if there is one."""
        if named.controlnet is None:
            return {}
        return {"controlnet": component("ControlNetModel", named.controlnet, dtype)}

    def scheduler(self, config: Mapping[str, Any], named: Named) -> dict[str, Any]:
        """Lightning's steps lie at the end of each span."""
        del config
        alone = named.guidance is not None and named.guidance <= 1  # distilled: without guidance
        few = named.steps is not None and named.steps <= FEW and alone
        trailing = {"class": "EulerDiscreteScheduler", "timestep_spacing": "trailing"}
        return trailing if few else {}

    def encode(self, pipe: Any, prompt: Prompt, guidance: float) -> dict[str, torch.Tensor]:
        """Chunk by chunk; the shorter of the two prompts is filled up with nothing."""
        wanted, avoided = prompt.positive.split(BREAK), prompt.negative.split(BREAK)
        count = max(len(wanted), len(avoided))
        read = [
            pipe.encode_prompt(
                prompt=_at(wanted, place),
                negative_prompt=_at(avoided, place),
                num_images_per_prompt=1,
                do_classifier_free_guidance=guidance > 1,
            )
            for place in range(count)
        ]
        positive, negative, pooled, pooled_negative = zip(*read, strict=True)
        said = {"prompt_embeds": torch.cat(positive, 1), "pooled_prompt_embeds": pooled[0]}
        if guidance <= 1:
            return said
        return said | {
            "negative_prompt_embeds": torch.cat(negative, 1),
            "negative_pooled_prompt_embeds": pooled_negative[0],
        }

    def arguments(self, pipe: Any, ask: Ask) -> dict[str, Any]:
        """Every task's arguments."""
        said: dict[str, Any] = {"guidance_scale": ask.guidance}
        if ask.references:
            said["ip_adapter_image"] = [[tensors.pil(each) for each in ask.references]]
            pipe.set_ip_adapter_scale(ask.likeness)
        size = {"height": ask.height, "width": ask.width}
        match ask.task:
            case "reshoot":
                assert ask.image is not None, "a picture is made again"
                return said | {"image": tensors.picture(ask.image), "strength": ask.strength}
            case "inpaint":
                assert ask.image is not None, "a part of a picture is made again"
                assert ask.mask is not None, "a part of a picture is made again"
                return {
                    **said,
                    **size,
                    "image": tensors.picture(ask.image),
                    "mask_image": tensors.plane(ask.mask),
                    "strength": ask.strength,
                }
            case "guided":
                assert ask.depth is not None, "depth guides"
                depth = tensors.plane(ask.depth).expand(-1, 3, -1, -1)
                scale = {"controlnet_conditioning_scale": ask.guided}
                return {**said, **size, **scale, "image": depth}
            case _:
                return said | size

    def reference(self, pipe: Any, named: Named) -> None:
        """Put the IP-Adapter into the UNet."""
        adapter = named.ip_adapter
        if adapter is None:
            raise StudioError("This model has no IP-Adapter. Name one, or choose another model.")
        file = file_of(adapter)
        pipe.load_ip_adapter(
            file.parent.parent,
            subfolder=file.parent.name,
            weight_name=file.name,
            local_files_only=True,
        )

    def no_reference(self, pipe: Any) -> None:
        """Take it out: what is computed then is what was computed before, to the bit."""
        pipe.unload_ip_adapter()


def _at(chunks: list[str], place: int) -> str:
    return chunks[place] if place < len(chunks) else ""


KIND = Sdxl()
