"""Recognises what the subject wears: subject.wardrobe, in the person's own words."""

import re
from functools import cache
from itertools import pairwise

from prompts.lexicon import either, vocabulary, words
from prompts.reading.page import Page
from prompts.reading.phrases import clause_end, is_person, leftwards, stops, trim
from prompts.reading.unnamed import read_unnamed, shades

Span = tuple[int, int]

_PATH = "subject.wardrobe"
_LIST = "appearance.wardrobe.more"
_REACH = 60  # letters between "wearing" and the garment that it announces
_SENTENCE = re.compile(r"[.;!?]")
_IN = re.compile(
    r"\b(?:all |only |entirely |dressed )?in (?:(?:a|an|the|his|her|their|full|plain|simple|all) )?"
)
_NOTHING = frozenset({"nothing", "anything", "something"})
_PHRASE_GOES_ON = frozenset({"and", "of", "just", "very", "pretty"})


def read_wardrobe(page: Page) -> None:
    """Garments with their adjectives and details; after a cue ("wearing") anything that follows."""
    pieces = _garments(page)
    pieces += _announced(page, pieces)
    pieces += _materials(page) if not pieces else []
    pieces += read_unnamed(page)
    if not pieces:
        return
    pieces.sort()
    if _adds(page, pieces):
        page.adding.add(_PATH)
    page.say(_PATH, _written(page, pieces), pieces[0][0], pieces[-1][1], claim=False)
    for piece in pieces:
        page.take(*piece)


def _garments(page: Page) -> list[Span]:
    found: list[Span] = []
    for match in page.find(vocabulary("appearance.wardrobe.heads")):
        _, end = span = page.span(match.first, match.last)
        if not page.free(*span) or _is_misread(page, match.first, match.last):
            continue
        first, _ = trim(page, leftwards(page, match.first, across=shades()), match.first)
        while (detail := _detail().match(page.low, end)) and page.free(end, detail.end()):
            end = detail.end()
        found.append((page.tokens[first].start, end))
        page.take(*found[-1])
    return found


@cache
def _detail() -> re.Pattern[str]:
    """What stays with a garment: "with a fur collar", "buttoned to the neck", "of red silk"."""
    more = (
        r",? (?:with|and|has) (?:an? |the |its |his |her |two |gold |brass )*(?:[a-z-]+ ){0,3}?"
        rf"(?:{either(f'{_LIST}.details')})\b"
        r"(?: (?:turned |rolled |buttoned )?(?:up|down|rolled up|undone|open))?"
    )
    worn = rf" (?:{either(f'{_LIST}.worn')})(?: [a-z]+){{0,4}}\b"
    stuff = rf" of (?:[a-z]+ )?(?:{either(f'{_LIST}.stuffs')})\b"
    return re.compile(f"(?:{more}|{worn}|{stuff})")


def _is_misread(page: Page, first: int, last: int) -> bool:
    """Garment words that are something else here: a verb, a lamp, a trade."""
    word, before, after = page.tokens[last].low, page.before(first), page.after(last)
    if word == "top" and first == last:
        described = bool(before) and before not in stops() | words(f"{_LIST}.tops_of_things")
        return not described or after in words(f"{_LIST}.after_other_tops")
    if word in words(f"{_LIST}.labels") and page.low[page.tokens[last].end :].lstrip()[:1] in {
        ":",
        "=",
    }:
        return True
    if (
        word in {"collar", "sleeve", "cuff", "hood", "brim"}
        and first == last
        and before in {"the", "his", "her"}
    ):
        return bool(
            re.search(
                r"\b(?:on|down|at|from|off|inside) \w+ $",
                page.low[: page.tokens[first].start][-16:],
            )
        )
    if word == "blanket":
        return before not in {"a", "the", "wool", "in", "woollen", "emergency", "foil"}
    verb = word in words(f"{_LIST}.verbs_too") and before in words(f"{_LIST}.before_verbs")
    return verb or after in words(f"{_LIST}.no_garment_before")


def _announced(page: Page, pieces: list[Span]) -> list[Span]:
    """What "wearing" announces where no garment is known; the cue before a known one is claimed."""
    found: list[Span] = []
    for match in page.search(_cue()):
        if _has_garment(page, match.end(), pieces):
            page.take(*match.span())
            continue
        first = page.token_at(match.end())
        if first >= len(page.tokens) or page.tokens[first].start > match.end():
            continue
        if not page.is_free(first):
            continue
        ends = stops() - words("words.determiners") - _PHRASE_GOES_ON
        first, last = trim(page, first, clause_end(page, first, 7, ends))
        if page.tokens[first].low not in stops() | _NOTHING:
            found.append(page.span(first, last))
            page.take(match.start(), page.tokens[last].end)
    return found


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(f'{_LIST}.cues')})\b\s*[:=]?\s*")


def _has_garment(page: Page, place: int, pieces: list[Span]) -> bool:
    ahead = [start for start, _ in pieces if place <= start < place + _REACH]
    return bool(ahead) and not _SENTENCE.search(page.low, place, min(ahead))


def _materials(page: Page) -> list[Span]:
    """As in "A woman in black", "in tweed": only where no garment was named."""
    found: list[Span] = []
    for match in page.search(_IN):
        first = page.token_at(match.end())
        for kind in ("materials", "colours"):
            entry = page.near(vocabulary(f"appearance.wardrobe.{kind}"), first, 2)
            if entry is None or not _ends(page, entry.last):
                continue
            if kind == "materials" or _of_person(page, match):
                found.append(page.span(first, entry.last))
                page.take(match.start(), page.tokens[entry.last].end)
                break
    return found


def _ends(page: Page, last: int) -> bool:
    after = page.after(last)
    return not after or after in stops() or not page.is_free(last + 1)


def _of_person(page: Page, match: re.Match[str]) -> bool:
    """A colour is clothes only after a person: "a woman in black", not "a wall in black"."""
    if match.group().startswith(("all ", "dressed ", "entirely ")):
        return True
    before = page.before(page.token_at(match.start()))
    roles = vocabulary("people.roles.heads").entries
    return is_person(before) or before in {"her", "him", "them"} or (before,) in roles


def _adds(page: Page, pieces: list[Span]) -> bool:
    """As in "Give her a scarf" comes on top of the coat; "in a red dress" takes its place."""
    accessories = vocabulary("appearance.wardrobe.accessories")
    spans = [(page.token_at(start), page.token_at(end) - 1) for start, end in pieces]
    small = all(next(page.find_any(accessories, *span), None) for span in spans)
    start = pieces[0][0]
    return small or bool(_adding().search(page.low[max(0, start - 24) : start]))


@cache
def _adding() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(f'{_LIST}.adding')})\b[^.;,]*$")


@cache
def _join() -> re.Pattern[str]:
    return re.compile(
        rf"[\s,]*(?:{either(f'{_LIST}.joins')})?\s*(?:(?:a|an|the|his|her|their|matching|some) )*"
    )


def _written(page: Page, pieces: list[Span]) -> str:
    """Neighbours keep the words that join them: "a coat over a jumper"."""
    text = page.quote(*pieces[0])
    for (_, end), (start, stop) in pairwise(pieces):
        near = _join().fullmatch(page.low, end, start) and page.free(end, start)
        glue = page.quote(end, start) if near else ","
        page.take(end, start if near else end)
        text += (glue if glue.startswith(",") else f" {glue}") + " " + page.quote(start, stop)
    return " ".join(text.split())
