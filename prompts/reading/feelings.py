"""Runs of words for feelings, and whether they tell of a face, a picture or a thing."""

import re

from prompts.lexicon import Vocabulary, vocabulary, words
from prompts.reading.page import Match, Page
from prompts.reading.phrases import is_person, stops

Entries = frozenset[tuple[str, ...]]

_LONGEST = 3  # words in one feeling
_SEEMS = re.compile(
    r"\b(?:(?:she|he|they)(?:'s| is| are|'re)?(?: should)? )?"
    r"(?:looks?|looking|feels?|feeling|seems?|appears?|(?:she|he|they)(?:'s| is| are|'re)) "
    r"(?:(?:a bit|a little|very|quite|slightly|rather|so|more|too|almost|utterly|completely"
    r"|visibly) )*$"
)
_NEGATED = re.compile(
    r"\b(?:less|not|not so|not too|isn't|never|no longer|hardly|without being|rather than|than"
    r"|nothing|no) "
    r"(?:so |too |very |a |an |quite )?$"
)
# What others feel is not the sitter's: "I'm excited", "the client is nervous".
_ANOTHERS = re.compile(
    r"\b(?:(?:i|we|you)(?:'m|'re|'d be|'ll be| am| are| was| were| feel| felt| get| got| would be|"
    r" will be| remain)"
    r"|(?:(?:the|my|our|your) )?(?:client|agency|director|producer|editor|boss|team|label|band"
    r"|brand|art director"
    r"|publisher|author|studio|customer|budget|schedule|everyone|everybody|crew|audience|viewers?"
    r"|reader|readers"
    r"|deadline|marketing|people|public|network|company|mother-in-law|mum|mom|dad|wife|husband"
    r"|board)"
    r"(?:'s| is| are| was| were| feels?| seems?| gets?| got| will be| would be| must feel| should"
    r" feel| looks?)"
    r"|makes? (?:me|us|you|people|the (?:viewer|audience|client|reader)s?)(?: feel)?|leaves? (?:me"
    r"|us|the viewer|the audience)"
    r"|sorry to be|don't be|please be|be)"
    r"(?: (?:so|very|really|quite|a bit|a little|just|too|rather|all|still|super|most|more|pretty"
    r"|also|already"
    r"|being|getting|feeling|extremely|terribly|awfully|not|always|never|both))* $"
)
_MANNER = re.compile(
    r" (?:softly|faintly|gently|broadly|quietly|slightly|shyly|warmly|wryly|to (?:herself|himself)"
    r"|at (?:the )?camera|into the (?:camera|lens))\b"
)
_ANY_WORD = re.compile(r" (?P<word>[a-z']+)")
_CLAUSE_START = re.compile(r"(?:^|[.,;:!?]\s+|\bof )an? (?:[a-z]+,? (?:and |but )?)?$")
_TEXT_START = re.compile(
    r"\W*(?:(?:please |i want |i need |shoot |give me |make )*(?:an? |the )?"
    r"(?:portrait|photo|photograph|picture|shot|image|close[- ]?up|headshot) of )?(?:an? "
    r"|the )(?:[a-z]+,? )?$"
)


def known(path: str) -> Entries:
    """The feelings of one section, word by word."""
    return frozenset(vocabulary(f"{path}.words").entries)


def say_more(page: Page, path: str, run: tuple[int, int], span: tuple[int, int]) -> None:
    """Set a feeling; a second run of words is joined to the first."""
    first, last = run
    bare = {"a", "an", "the"}
    while (
        first < last
        and page.tokens[first].low in bare
        and page.tokens[first + 1].low not in {"bit", "little"}
    ):
        first += 1
    text, before = page.phrase(first, last), page.value(path)
    if before is None:
        page.say(path, text, *span)
        return
    if text.lower() not in str(before).lower():
        page.say(path, f"{before}, {text}", *span, claim=False)
    page.take(*span)


def run_after(page: Page, first: int, allowed: Entries) -> tuple[int, int] | None:
    """The words first..last that all are feelings, joined by commas, "and", "but"."""
    here, last = first, None
    while here < len(page.tokens) and page.is_free(here):
        size = _feeling_at(page, here, allowed)
        if not size:
            break
        last = here + size - 1
        here = last + 1
        if here == len(page.tokens):
            break
        gap = page.low[page.tokens[last].end : page.tokens[here].start].strip(" -")
        joining = page.tokens[here].low in {"and", "but", "yet"}
        if gap not in ({"", ","} if joining else {"", ",", "/"}):
            break
        here += joining
    return (first, last) if last is not None else None


def _feeling_at(page: Page, here: int, allowed: Entries) -> int:
    """How many words from `here` on are one feeling, with a word of degree before it."""
    low = [token.low for token in page.tokens[here : here + _LONGEST]]
    for size in range(len(low), 0, -1):
        if tuple(low[:size]) in allowed:
            return size
    degree = low[0] in words("feeling.degrees") and tuple(low[1:2]) in allowed
    return 2 if degree else 0


def run_before(page: Page, head: int, allowed: Entries) -> int | None:
    """Where the feelings that stand before `head` begin: "a tense, claustrophobic atmosphere"."""
    here, first = head, None
    while here > 0 and page.is_free(here - 1):
        gap = page.low[page.tokens[here - 1].end : page.tokens[here].start].strip(" -")
        if gap not in ({""} if here == head else {"", ","}):
            break
        word = page.tokens[here - 1].low
        if (word,) in allowed:
            here = first = here - 1
        elif here > 1 and (page.tokens[here - 2].low, word) in allowed:
            here = first = here - 2
        elif word in {"and", "but", "yet"} and first is not None:
            here -= 1
        else:
            break
    return first


def adjectives(page: Page, path: str, entries: Vocabulary) -> None:
    """Feelings that stand alone, after "looks", or before a person."""
    for match in page.find(entries):
        start, end = page.span(match.first, match.last)
        negated = _NEGATED.search(page.low, max(0, start - 20), start)
        told_of_another = _ANOTHERS.search(page.low, max(0, start - 60), start)
        if (
            told_of_another
            or not page.free(start, end)
            or negated
            or _of_a_thing(page, match.last, path)
        ):
            continue
        run = run_after(page, match.first, frozenset(entries.entries)) or (match.first, match.last)
        first, last = _with_degrees(page, run[0]), max(run[1], match.last)
        manner = _MANNER.match(page.low, page.tokens[last].end)
        start, end = page.span(first, last)
        seems = _SEEMS.search(page.low, max(0, start - 40), start)
        if _is_noun(page, match):
            continue
        told = path
        if (
            path == "mood"
            and page.tokens[last].low in words("feeling.of_sitters")
            and _among_traits(page, first, last)
        ):
            told = "subject.emotion"
        elif _of_a_picture(page, last):
            told = "mood"
        elif path == "mood" and (seems or (_is_somebody(page, last + 1) and page.joined[last])):
            if page.tokens[last].low not in words("feeling.of_people"):
                continue  # "an elegant woman": hers, and no feeling
            told = "subject.emotion"
        claimed = seems.start() if seems and page.free(seems.start(), start) else start
        if manner and page.free(*manner.span()):
            last = page.token_at(manner.end()) - 1
        say_more(page, told, (first, last), (claimed, page.tokens[last].end))


def _of_a_picture(page: Page, last: int) -> bool:
    """As in "a melancholy portrait of a man": a smiling one is the sitter's."""
    pictured = page.after(last) in {
        "portrait",
        "picture",
        "image",
        "photograph",
        "scene",
        "portraits",
    }
    return pictured and not page.tokens[last].low.endswith("ing")


def _is_noun(page: Page, match: Match) -> bool:
    """As in "at a grave", "the content": after an article and before nothing."""
    word = page.tokens[match.last].low
    if word not in words("feeling.nouns_too") or match.first != match.last:
        return False
    article = page.before(match.first) in {"a", "an", "the", "his", "her", "their", "of", "in"}
    comma = page.low[page.tokens[match.last].end : page.tokens[match.last].end + 1] == ","
    return article and not comma and not _is_somebody(page, match.last + 1)


def _among_traits(page: Page, first: int, last: int) -> bool:
    """Whether a lone word between commas stands beside what is said of a person."""
    start, end = page.span(first, last)
    before, after = page.low[:start].rstrip(), page.low[end:].lstrip()
    if (before and before[-1] not in ",;") or (after and after[0] not in ",;."):
        return False
    beside = {len(before.rstrip(",; ")), len(page.low) - len(after.lstrip(",; "))}
    return any(
        finding.path.startswith("subject.")
        for finding in page.found
        for place in (page.low.find(finding.words.lower()),)
        if beside & {place, place + len(finding.words)}
    )


def _with_degrees(page: Page, first: int) -> int:
    degrees = words("feeling.degrees") - {"a", "little", "bit"}
    while page.before(first) in degrees and page.is_free(first - 1):
        first -= 1
    return first


def _of_a_thing(page: Page, last: int, path: str) -> bool:
    """As in "Dark green", "quiet street", "content creator": the word belongs to what follows."""
    word = page.after(last)
    if not word or not page.is_free(last + 1) or word[0].isdigit() or _is_somebody(page, last + 1):
        return False
    if (word,) in vocabulary("people.heritage.list").entries or word in words("feeling.followers"):
        return False
    return bool(_ANY_WORD.match(page.low, page.tokens[last].end)) and not (
        path == "subject.emotion" and _is_the_subject(page, last)
    )


def _is_the_subject(page: Page, last: int) -> bool:
    """As in "a stern headmistress": whoever it is, it is no place, and is photographed."""
    near = range(last + 1, min(last + 4, len(page.tokens)))
    places = vocabulary("setting.place.heads")
    if any((page.tokens[token].low,) in places.entries for token in near):
        return False
    before = page.low[: page.tokens[last].start]
    after = page.after(last + 1)
    ends = not after or after in stops()
    someone = ends and page.after(last) not in words("feeling.no_people")
    return bool(_TEXT_START.match(before) or (someone and _CLAUSE_START.search(before[-40:])))


def _is_somebody(page: Page, first: int) -> bool:
    roles = vocabulary("people.roles.heads").entries
    for here in range(first, min(first + 4, len(page.tokens))):
        word = page.tokens[here].low
        if (word,) in roles or is_person(word) or word in words("people.nouns.plain"):
            return True
        if not page.joined[here]:
            break
    return False
