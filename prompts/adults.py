"""The adult rule: a text that asks for someone under 18 is refused, however it says so."""

import re
from functools import cache

from prompts.brief import MINOR
from prompts.lexicon import listed


class RefusalError(ValueError):
    """A sentence: what Chiaroscuro will not photograph, and what it will."""


_FEW = "zero|one|two|three|four|five|six|seven|eight|nine"
_YOUNG = rf"(?:1[0-7]|0?[0-9]|{_FEW}|ten|eleven|twelve|(?:thir|four|fif|six|seven)teen)"
_GROWN = (
    r"(?:1[89]|[2-9]\d|1[01]\d|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety)"
)
# "Sixty six year old" holds "six year old": a compound is one figure before anything is sought.
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_COMPOUND = re.compile(rf"\b(?P<tens>{'|'.join(_TENS)}) (?P<unit>{'|'.join(_UNITS)})\b")
_HUNDRED = re.compile(
    r"\b(?:(?:an?|one) )?hundred(?:(?: and)? (?P<n>\d\d?|ten|eleven|twelve|\w+teen"
    rf"|{'|'.join((*_UNITS, *_TENS))}))?\b(?= years?\b| or\b|[,.;)]|$| and\b)"
)
_YEARS = r"[- ]*(?:years?[- ]*olds?\b|y\.?/?o\b\.?|yrs?\.?[- ]old|months?[- ]old|weeks?[- ]old)"
_THINGS = r"(?![- ]+(?:whisk|scotch|wine|bourbon|rum\b|car\b|dog|cat\b|house|coat|building|bottle))"
_END = r"(?=\s*(?:[,.;!?)]|$|and\b|with\b|in\b|or\b|please\b|ish\b|instead\b))"
_ONE = r"(?:she|he|her|him|them|they|woman|man|person|subject|model|female|male|girl|boy|lady)"
_RANGE = rf"(?:{_YOUNG}\s*(?:-|to|and|or)\s*)?"

_AGES = re.compile(
    rf"(?<![\d.:/])\b{_RANGE}{_YOUNG}{_YEARS}{_THINGS}"
    rf"|\bage[ds]?\b[\s:=]*(?:of|about|around|down to|at|is)?\s*{_YOUNG}{_END}"
    rf"|\bbetween {_YOUNG} and {_YOUNG} years"
    rf"|\b{_ONE}(?:'s| is| are|'re| was)?(?: only| just| about| around| barely"
    rf"| almost)? {_YOUNG}{_END}"
    rf"|\b{_ONE}(?:,| of| aged?)\s*{_YOUNG}{_END}"
    rf"|\blooks?(?: like)?(?: about| around| only| maybe)? {_YOUNG}{_END}"
)
_PAST = re.compile(
    rf"\b(?:since|when|from when|ever since|back when) (?:she|he|they|i|we)(?:'s| was| were| is) "
    rf"(?:(?:just|only|still|about) )?(?:an? |{_YOUNG}(?:{_YEARS})?\b)(?:little |small |young )?\w*"
    r"|\bwas (?:once |just |only |still )?an? (?:little |small |young )?(?:boy|girl|child|kid"
    r"|teenager)\b"
)
# "Show her as a child" asks for one; "a song she learned as a child" does not.
_SHOWN_AS = re.compile(
    r"\b(?:her|him|them|subject|man|woman|dressed|looks?|appears?) (?:up )?as an? (?:\w+ )?"
    r"(?:child|kid|teen(?:ager)?|girl|boy)\b"
)
_LEARNED_AS = re.compile(r"\bas an? (?:child|kid|teen(?:ager)?|girl|boy)\b")
# Somebody's child is a minor only when it is in the picture.
_HELD = (
    r"(?:with|hold(?:s|ing)?|carr(?:y|ies|ying)|hug(?:s|ging)?|and|cradl(?:es|ing)|beside|next to"
    r"|feed(?:s|ing)?|nurs(?:es|ing)|breastfeeding|kiss(?:es|ing)?)"
)
_KIN = (
    r"(?:little |young |baby |infant |newborn |small )?(?:child(?:ren)?|kids?|baby|babies|toddlers?"
    r"|teenagers?|infant|newborn|girls?|boys?|daughter|son)"
)
_OTHERS = re.compile(rf"\b(?:her|his|their|my|our)\b(?: own| lost| dead| grown)? {_KIN}\b")
_IN_ARMS = re.compile(rf"\b{_HELD} (?:her|his|their|my|our|an?) {_KIN}\b")
_OF_KIN = (
    r"(?: (?:a|an|the|her|his|two|three|four|five|six|young|small|grown|\d))* (?:child(?:ren)?"
    r"|kids?|bab(?:y|ies)|toddlers?|teen(?:ager)?s?|girls?|boys?|infants?)\b"
)
_GROWN_SAID = re.compile(
    rf"\b{_GROWN}(?:{_YEARS}|ish\b)"
    rf"|\b(?:age[ds]?|is|she's|he's|girl|boy)(?:[,:]| of)? {_GROWN}{_END}"
    rf"|(?:^|[,;.])\s*{_GROWN}\s*(?:[,;.]|$)|\b(?:her|his) (?:early |mid |late |mid-)*(?:[2-9]0s"
    r"|\w+ties)"
)


def refuse_minors(text: str) -> None:
    """Raise RefusalError where `text` asks for a picture of anybody under 18."""
    plain = _plain(text)
    if _AGES.search(_PAST.sub(" ", plain)) or _SHOWN_AS.search(plain):
        raise RefusalError(MINOR)
    if _IN_ARMS.search(_blanked(plain)) and not _all_grown(plain):
        raise RefusalError(MINOR)
    rest = _OTHERS.sub(" ", _LEARNED_AS.sub(" ", _blanked(_PAST.sub(" ", plain))))
    if _words("minors").search(rest) or _A_MINOR.search(rest):
        raise RefusalError(MINOR)
    if _words("unless_aged").search(rest) and not _GROWN_SAID.search(plain):
        raise RefusalError(MINOR)


_A_MINOR = re.compile(rf"\b(?:an?|is) (?:\w+ )?minor{_END}(?! in\b)")


def _all_grown(plain: str) -> bool:
    """A son of thirty may stand in the picture."""
    return bool(re.search(r"\b(?:grown|adult)[- ]?(?:up )?(?:child|children|son|daughter)", plain))


def _plain(text: str) -> str:
    """Lower case, plain quotes, single spaces, hyphens as spaces where they join letters."""
    lower = text.casefold().replace("\u2019", "'").replace("\u2018", "'")
    lower = re.sub(r"[\u2010-\u2015]", "-", lower)
    spaced = re.sub(r"\s+", " ", re.sub(r"(?<=[a-z])[-_](?=[a-z])", " ", lower))
    return _HUNDRED.sub(" 100 ", _COMPOUND.sub(_figure, spaced))


def _figure(compound: re.Match[str]) -> str:
    tens = _TENS.index(compound["tens"]) + 2
    return f"{tens}{_UNITS.index(compound['unit']) + 1}"


def _blanked(plain: str) -> str:
    """Without the phrases that only sound like a minor, and without those that rule one out."""
    kinless = re.sub(rf"\b(?:{_parents()}){_OF_KIN}", " ", plain)
    return _absent().sub(" ", _words("allowed").sub(" ", kinless))


@cache
def _words(key: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(listed(f'adults.{key}'))})(?!\w)")


@cache
def _absent() -> re.Pattern[str]:
    """As in "No children", and the list that follows: "no children or kids"."""
    minors = _either((*listed("adults.minors"), *listed("adults.unless_aged")))
    return re.compile(
        rf"\b(?:{_either(listed('adults.absent'))}) (?:{minors})\b(?:(?:,| or| and"
        rf"| nor)+ (?:{minors})\b)*"
    )


@cache
def _parents() -> str:
    return _either(tuple(word for word in listed("adults.allowed") if word.endswith(" of")))


def _either(words: tuple[str, ...]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\*", r"\w+") for word in longest_first)
