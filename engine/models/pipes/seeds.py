"""Seeds: the same noise for a take wherever and with whomever it is made.

Noise is drawn on the CPU, for each take from its own generator. What a pass of one size computes
for a take does not depend on the others in it, but on the size it does, in the last bits: so a
take is made again in a pass of the same size, beside fillers.
"""

import torch


def generators(seeds: tuple[int, ...]) -> list[torch.Generator]:
    """One for each picture."""
    return [torch.Generator("cpu").manual_seed(seed) for seed in seeds]


def filled(seeds: tuple[int, ...], size: int) -> tuple[int, ...]:
    """Seeds for a pass of `size` pictures, of which the first are wanted."""
    return (*seeds[:size], *(seeds[-1] + 1 + i for i in range(size - len(seeds))))
