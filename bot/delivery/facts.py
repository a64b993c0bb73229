"""What a take's card says, read from the archive."""

from bot.cards.take import Facts
from bot.store import Store


async def facts_of(store: Store, take: str) -> Facts | None:
    """Its line, its tree, its release and who selected it; None if it is not there any more."""
    line = await store.lineage(take)
    if not line:
        return None
    release = line[-1].release
    return Facts(
        line=line,
        selected_by=await store.selected_by(take),
        tree=await store.tree(take),
        release=await store.release(release) if release else None,
    )
