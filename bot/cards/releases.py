"""A release in words: who answers for a brought picture, for what, and how long."""

from datetime import UTC, datetime

from bot.cards.pieces import clipped, harmless
from bot.records import Release
from bot.words import say

SIGN = "🪪"


def release_line(release: Release, locale: object = None) -> str:
    """One line on the card of every take of it."""
    return f"-# {SIGN} {said(release, locale)}"


def said(release: Release, locale: object = None) -> str:
    """Who consents, for what, and until when."""
    who = f"<@{release.owner}>"
    if release.kind != "person":
        return say(f"releases.said.{release.kind}", locale, who=who)
    name = f"<@{release.consenter}>" if release.consenter else harmless(release.person, 60)
    parts = [say("releases.said.person", locale, person=name, who=who)]
    if release.purpose:
        parts.append(say("releases.for", locale, purpose=harmless(release.purpose, 100)))
    parts.append(
        say("releases.until", locale, until=release.until)
        if release.until
        else say("releases.until_revoked", locale)
    )
    return " · ".join(parts)


def plain(release: Release, locale: object = None) -> str:
    """For a choice, which shows no mentions: who, for what, and since when."""
    day = datetime.fromtimestamp(release.created, UTC).date().isoformat()
    who = clipped(release.person, 40) or say(f"releases.short.{release.kind}", locale)
    return " · ".join(filter(None, (who, clipped(release.purpose, 40), day)))
