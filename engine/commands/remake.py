"""A take again, from the recipe in its file."""

import sys
from pathlib import Path

from engine import png
from engine.commands import paper, road
from engine.motion.encode import is_clip
from engine.motion.encode import recipe as clip_recipe
from engine.protocol import Job, Recipe, Shoot, TakeReady
from engine.settings import Settings
from engine.vault import Vault


async def run(take: Path, out: Path, settings: Settings, families: road.Families) -> list[Path]:
    """Make the same picture and write it to `out`. Raises StudioError."""
    data = paper.picture(take)
    recipe = clip_recipe(data) if is_clip(data) else png.recipe(data)
    order = recipe.order
    if isinstance(order, Shoot):
        order = order.model_copy(update={"only": recipe.index, "batch": recipe.batch})
    paper.folder(out.parent)

    now: list[Recipe] = []

    def receive(made: TakeReady, vault: Vault) -> None:
        paper.write(out, vault.get(made.blob))
        now.append(made.recipe)

    await road.travel(Job(order=order, lane="interactive"), settings, families, receive)
    for made in now:
        _compare(recipe, made)
    return [out]


def _compare(then: Recipe, now: Recipe) -> None:
    """Warn where the picture may differ."""
    before = then.versions | {then.model: then.revision}
    after = now.versions | {now.model: now.revision}
    changed = [
        f"{name} {before.get(name, 'none')} then, {after.get(name, 'none')} now"
        for name in sorted(before | after)
        if before.get(name) != after.get(name)
    ]
    if changed:
        print(f"The picture may differ a little: {'; '.join(changed)}.", file=sys.stderr)  # noqa: T201
