"""What all families of models with weights have in common. Nothing heavy is imported here.

To add a family:

1. `engine/models/cards/<family>.toml`: a `pipes.card.DiffusionCard`; its name in
   `catalogue.DIFFUSION`.
2. `engine/models/<family>.py`: a subclass of `pipes.kind.Kind` and `KIND = ...()`. It says which
   pipeline classes its folder may name (`loads`), the diffusers class for each task (`pipelines`),
   how words are read (`encode`, for one picture: tensors named as the call's arguments), the
   arguments of a call (`arguments`, from an `Ask`), and, where it is not AutoencoderKL in
   (b, c, h, w): how latents unpack (`planes`) and become pictures (`decode`).
3. `tests/engine/models/tiny/<family>.py`: `build(folder) -> folder`, by `save_pretrained`.

The rest is here: `family` turns orders into asks, `camera` runs them (seeds, progress, cancel,
previews, memory, adapters), `load` and `folder` say what is wrong with files, `crop` and `where`
serve inpainting, `guide` and `identity` depth and references.
"""
