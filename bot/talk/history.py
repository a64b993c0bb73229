"""A brief's versions and what lies between them, as lines for somebody to read."""

from collections.abc import Sequence

from bot.cards.pieces import clipped, field, harmless, leaves, shown
from bot.records import BriefRecord, Version
from bot.talk.understood import understood
from bot.words import say

SHOWN = 12  # versions
LONGEST = 1900  # characters of one message
WORDS = 120


def history(record: BriefRecord, versions: Sequence[Version], locale: object = None) -> str:
    """Who said what, and what it changed; the newest first."""
    lines = [say("talk.history_title", locale, title=harmless(record.title, 80))]
    for number, version in enumerate(versions[:SHOWN]):
        older = versions[number + 1] if number + 1 < len(versions) else None
        lines.append(_line(version, older, locale))
        if sum(map(len, lines)) > LONGEST:
            lines.pop()
            break
    left = len(versions) - (len(lines) - 1)
    if left > 0:
        lines.append(say("talk.history_more", locale, n=left))
    return "\n".join(lines)


def difference(record: BriefRecord, older: Version, newer: Version, locale: object = None) -> str:
    """Field by field, what changed between two versions."""
    numbers = {"older": older.number, "newer": newer.number}
    before, after = dict(leaves(older.body)), dict(leaves(newer.body))
    lines = [
        _change(path, before[path], value, locale)
        for path, value in after.items()
        if before[path] != value
    ]
    if not lines:
        return say("talk.diff_same", locale, **numbers)
    title = say("talk.diff_title", locale, title=harmless(record.title, 80), **numbers)
    return clipped("\n".join([title, *lines]), LONGEST)


def _line(version: Version, older: Version | None, locale: object) -> str:
    what = understood(older.body, version.body, locale) if older else ""
    if not older and version.number == 1:
        what = say("talk.history_first", locale)
    words = version.words.strip()
    if words and len(words.split()) > 1:
        quoted = say("talk.you_asked", locale, words=harmless(words, WORDS))
        what = f"{what} {quoted}".strip()
    return say(
        "talk.history_line",
        locale,
        number=version.number,
        when=f"<t:{round(version.created)}:R>",
        who=f"<@{version.author}>" if version.author else say("talk.somebody", locale),
        what=clipped(what, 320),
    )


def _change(path: str, before: object, after: object, locale: object) -> str:
    lamp = path.split(".")[1] if path.startswith("light.") and path.count(".") == 2 else ""
    name = field(path, locale)
    if lamp:
        name = f"{say(f'talk.head.{lamp}', locale)}, {name}"
    return say(
        "talk.diff_line",
        locale,
        field=name[:1].upper() + name[1:],
        before=shown(path, before, locale) or say("talk.diff_open", locale),
        after=shown(path, after, locale) or say("talk.diff_open", locale),
    )
