"""A take's tree: what it was made from, and what else was made from that."""

from collections.abc import Sequence

from bot.cards.lineage import step
from bot.cards.pieces import clipped
from bot.records import TakeRecord
from bot.words import say

HERE = "◀"
WIDE = 60  # characters of one line
NAMED = 4  # branches that a card names


def tree_text(tree: Sequence[TakeRecord], here: str, locale: object = None) -> str:
    """Every take on a line of its own, under what it was made from; `here` is pointed at."""
    known = {take.id for take in tree}
    lines = list[str]()
    for root in (take for take in tree if take.parent not in known):
        lines += _branch(root, tree, here, locale, "", "")
    return "```\n{}\n```".format("\n".join(lines))


def _branch(  # noqa: PLR0917 - what a tree needs
    take: TakeRecord,
    tree: Sequence[TakeRecord],
    here: str,
    locale: object,
    first: str,
    rest: str,
) -> list[str]:
    """Its own line begins with `first`, those of what was made from it with `rest`."""
    said = " ".join(filter(None, (take.slate, node(take, tree, locale))))
    mark = f" {HERE}" if take.id == here else ""
    lines = [f"{first}{clipped(said.replace('`', ''), WIDE)}{mark}"]
    children = [each for each in tree if each.parent == take.id]
    for child in children:
        last = child is children[-1]
        lines += _branch(
            child,
            tree,
            here,
            locale,
            rest + ("└ " if last else "├ "),
            rest + ("  " if last else "│ "),
        )
    return lines


def node(take: TakeRecord, tree: Sequence[TakeRecord], locale: object = None) -> str:
    """What was done to its parent; nothing for the first."""
    parent = next((each for each in tree if each.id == take.parent), None)
    return step(take, parent, locale) if parent else ""


def branches(line: Sequence[TakeRecord], tree: Sequence[TakeRecord], locale: object = None) -> str:
    """The takes beside the line, the newest first, in one line; empty if there are none."""
    own = {take.id for take in line}
    beside = [take for take in reversed(tree) if take.id not in own]
    if not beside:
        return ""
    named = [
        " ".join(filter(None, (take.slate, clipped(node(take, tree, locale), 40))))
        for take in beside[:NAMED]
    ]
    more = len(beside) - len(named)
    said = " · ".join([*named, *([f"+{more}"] if more else [])])
    return say("takes.branches", locale, branches=said)
