"""Words read once: what the encoders make of a prompt is kept by its text."""

from collections import OrderedDict
from collections.abc import Callable

import torch

from prompts.setup import Prompt

KEPT = 32  # prompts; each is under a megabyte or two

Read = dict[str, torch.Tensor]


class Prompts:
    """Embeddings by text, on the CPU, the least used forgotten first."""

    def __init__(self) -> None:
        self._read: OrderedDict[tuple[str, str, bool, str], Read] = OrderedDict()
        self.misses = 0

    def of(
        self, prompt: Prompt, guidance: float, encode: Callable[[], Read], way: str = ""
    ) -> Read:
        """What a prompt became, read one `way`; `encode` is called where it is not known."""
        key = (prompt.positive, prompt.negative, guidance > 1, way)
        if key not in self._read:
            self.misses += 1
            self._read[key] = {name: each.detach().cpu() for name, each in encode().items()}
        self._read.move_to_end(key)
        while len(self._read) > KEPT:
            self._read.popitem(last=False)
        return self._read[key]

    def forget(self) -> None:
        """Forget all: the encoders are others now."""
        self._read.clear()
