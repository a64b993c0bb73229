"""Reads what a change takes away, swaps or recolours: "lose the glasses", "make the coat blue"."""

import re

from prompts.brief import Brief
from prompts.lexicon import singular, vocabulary, words
from prompts.reading.page import Finding, Page
from prompts.reading.patch import get, lay
from prompts.reading.phrases import clause_end, stops, trim

_VERB = (
    r"(?:lose|drop|remove|ditch|delete|kill|cut|scrap|skip|take off|take away|take out|get rid of"
    r"|without|no more|no|minus|forget|turn off|switch off|clear|take)"
)
_REMOVE = re.compile(
    rf"\b(?P<v>{_VERB})\s+(?:all )?(?:of )?(?:the |her |his |their |that |those |these "
    r"|any )?(?P<what>[a-z][a-z' -]*?)(?: off| away| out| altogether| completely| entirely| please"
    r"| too| as well)*(?=\s*(?:[,;.!?]|$|\band\b|\bor\b|\bbut\b|\bplease\b|\bfrom\b|\bwith\b"
    r"|\bfor\b|\bto\b))"
)
_AND_ALSO = re.compile(
    r"\s*(?:,|and|or|nor|,\s*and)\s+(?:the |her |his |their "
    r"|no )(?P<what>[a-z][a-z' -]*?)(?=\s*(?:[,;.!?]|$|\band\b|\bor\b))"
)
_SWAP = re.compile(
    r"\b(?:(?:swap|change|replace|trade|exchange|switch)(?: out)? (?:the |her |his "
    r"|their )?(?P<what>[a-z][a-z' -]*?|\d{2,3}(?: ?mm)?) (?:for|with|to|into|by)\b"
    r"|instead of (?:the |her |his |their |an? )?(?P<what2>[a-z][a-z' -]*?)(?=\s*(?:[,;.!?]|$)))"
)
_RECOLOUR = re.compile(
    r"\b(?:make|turn|dye|change|paint|have|switch) (?:the |her |his "
    r"|their )(?P<what>[a-z][a-z' -]*?) (?:to |into |be |look |a )?(?:(?P<how>dark|light|pale|deep"
    r"|bright|navy) )?(?P<new>[a-z]+(?:(?: and|,) (?:[a-z]+er|blonde?|red|black|white|grey|brown"
    r"|curly|straight|wavy|short|long))?)(?=\s*(?:[,;.!?]|$|\band\b|\binstead\b|\bplease\b))"
)
_TEXTS = (
    "subject.wardrobe",
    "subject.hair",
    "subject.emotion",
    "setting.background",
    "setting.place",
    "setting.weather",
    "mood",
    "story",
    "use",
    "look",
    "subject.heritage",
)
_NAMES = {
    "hair": "subject.hair", "wardrobe": "subject.wardrobe",
    "outfit": "subject.wardrobe", "clothes": "subject.wardrobe",
    "background": "setting.background", "backdrop": "setting.background",
    "weather": "setting.weather", "look": "look",
    "mood": "mood", "story": "story",
    "expression": "subject.emotion", "emotion": "subject.emotion",
    "location": "setting.place", "place": "setting.place",
    "time": "setting.time", "framing": "camera.framing",
    "lens": "camera.focal_mm", "seed": "seed",
    "character": "character", "gel": "light.key.gel",
    "grain": "finish.grain", "aspect": "aspect",
}  # fmt: skip


def read_removals(page: Page, onto: Brief) -> Brief:
    """Take away what is named after "lose", "no", "without", where the brief has it."""
    for match in page.search(_REMOVE):
        changed = _without(page, onto, match["what"], match.span())
        if changed is None:
            continue
        onto = changed
        end = match.end()
        while (more := _AND_ALSO.match(page.low, end)) and page.free(*more.span()):
            changed = _without(page, onto, more["what"], more.span())
            if changed is None:
                break
            onto, end = changed, more.end()
    return onto


_GO = r"(?:go|come off|come out|disappear|vanish|leave|be removed|be cut|be dropped|be gone)"
_MUST = (
    r"(?:can|could|should|must|may|has to|have to|had to|needs to|need to|will have to|ought to)"
)
_MUST_GO = re.compile(
    rf"\b(?:can|could|should|may) (?:we lose |you lose |you remove )?(?:the|her|his|their|those"
    rf"|these|that) "
    rf"(?P<asked>[a-z][a-z' -]*?) (?:please )?{_GO}\b"
    rf"|\b(?:the|her|his|their|those|these|that) (?P<told>[a-z][a-z' -]*?) (?:really |just |simply"
    rf" )*{_MUST}"
    rf" (?:really |just )*{_GO}\b"
    rf"|\b(?P<it>(?:so )?(?:(?:can|could|should|may) (?:that|it|those|they|these|this)(?: please)?"
    rf" {_GO}"
    rf"|(?:that|it|those|they|these|this) {_MUST} {_GO}"
    r"|(?:lose|drop|remove|ditch|cut|kill|scrap|get rid of|take out) (?:it|that|those|them|this)"
    r"|(?:take|get) (?:it|that|those|them|this) (?:off|out|away)))\b"
)
_SENTENCE_START = re.compile(r".*[.!?](?=\s)", re.DOTALL)


def read_must_go(page: Page, onto: Brief) -> Brief:
    """As in "The hat has to go", "I dislike the glasses, so can those go?"."""
    for match in page.search(_MUST_GO):
        if not match["it"]:
            onto = _without(page, onto, match["asked"] or match["told"], match.span()) or onto
            continue
        sentence = _SENTENCE_START.match(page.low, 0, match.start())
        start = sentence.end() if sentence else 0
        for word in reversed(re.findall(r"[a-z']+", page.low[start : match.start()])):
            span = start + 1 if start else 0, match.end()
            changed = None if word in stops() else _without(page, onto, word, span)
            if changed is not None:
                onto = changed
                break
    return onto


_LESS = re.compile(
    r"\b(?:less|not so|not too|not as|no longer|not) (?P<what>[a-z]+)(?: anymore| any more| now)?\b"
)


def read_less(page: Page, onto: Brief) -> Brief:
    """As in "Less sad", "not so dark" take a feeling away."""
    for match in page.search(_LESS):
        for path in ("subject.emotion", "mood"):
            before = get(onto, path)
            if before is not None and match["what"] in before.lower().split():
                kept = [
                    part for part in _parts(before) if match["what"] not in part.lower().split()
                ]
                onto = _cleared(page, onto, path, _joined(before, kept) or None, match.span())
                page.adding.discard(path)
                break
    return onto


def _without(page: Page, onto: Brief, what: str, span: tuple[int, int]) -> Brief | None:
    for path in ("subject.marks", "light.practicals", "avoid"):
        items = get(onto, path)
        gone = [item for item in items if _names(what, item)]
        if gone and path != "avoid":
            _removed(page, path, gone, span)
            return lay(onto, path, tuple(item for item in items if item not in gone))
    if what.strip() in _NAMES and get(onto, _NAMES[what.strip()]) is not None:
        return _cleared(page, onto, _NAMES[what.strip()], None, span)
    for path in _TEXTS:
        before = get(onto, path)
        if before is None:
            continue
        parts = (
            _parts(before)
            if path in {"subject.wardrobe", "subject.hair", "subject.emotion"}
            else [before]
        )
        kept = [part for part in parts if not _names(what, part)]
        if len(kept) < len(parts):
            return _cleared(page, onto, path, _joined(before, kept) or None, span)
    return None


def _cleared(page: Page, onto: Brief, path: str, value: str | None, span: tuple[int, int]) -> Brief:
    _removed(page, path, get(onto, path), span)
    if value:
        page.adding.add(path)
    return lay(onto, path, value)


def _removed(page: Page, path: str, value: object, span: tuple[int, int]) -> None:
    page.removed.append(Finding(path=path, value=value, words=page.quote(*span)))
    page.take(*span)


def _names(what: str, item: str) -> bool:
    """Whether the words ask for this item: "the hat" for "straw hat"."""
    asked = {singular(word) for word in re.findall(r"[\w']+", what.lower())} - stops()
    has = {singular(word) for word in re.findall(r"[\w']+", item.lower())}
    heads = {_COLLECTIVE.get(word, word) for word in asked}
    return bool(asked) and (asked <= has or heads <= has)


_COLLECTIVE = {
    "spec": "glass",
    "spectacle": "glass",
    "facial hair": "beard",
    "tache": "moustache",
    "tux": "tuxedo",
}


def _parts(text: str) -> list[str]:
    return re.split(r",? (?:and|over|with|under) (?:an? |the )?|, (?:an? )?", text)


def _joined(before: str, kept: list[str]) -> str:
    """The kept parts in their own words where only the ends went."""
    if not kept:
        return ""
    first, last = before.find(kept[0]), before.find(kept[-1]) + len(kept[-1])
    middle = before[first:last]
    return middle if _parts(middle) == kept else ", ".join(kept)


def read_swaps(page: Page, onto: Brief) -> Brief:
    """As in "Swap the coat for ...": what is swapped goes; what comes is read as ever."""
    for match in page.search(_SWAP):
        what = match["what"] or match["what2"]
        if what.strip() in _NAMES:
            if what.strip() != "hair":  # "change her hair to red" is read as hair
                page.take(match.start(), match.start("what"))
            continue
        if what[0].isdigit():
            page.take(*match.span())
            continue
        before = onto.setting.background
        onto = _without(page, onto, what, match.span()) or onto
        if match["what"] and before and onto.setting.background is None:
            _new_background(page, match.end())
    return onto


def _new_background(page: Page, place: int) -> None:
    """What takes the place of a background is one: "replace the wall with a bookshelf"."""
    first = page.token_at(place)
    if first < len(page.tokens) and page.is_free(first):
        first, last = trim(
            page, first, clause_end(page, first, 6, stops() - words("words.determiners"))
        )
        page.say(
            "setting.background",
            page.phrase(first, last),
            page.tokens[first].start,
            page.tokens[last].end,
        )


def read_recolouring(page: Page, onto: Brief) -> Brief:
    """As in "Make the coat blue" on "red wool coat" gives "blue wool coat"."""
    for match in page.search(_RECOLOUR):
        new = " ".join(filter(None, (match["how"], match["new"])))
        colour = match["new"] in words("appearance.wardrobe.colours")
        hair = match["what"].strip() == "hair" and (
            colour or match["new"].split()[0] in words("appearance.hair.words.adjectives")
        )
        if not (colour or hair):
            continue
        path = "subject.hair" if match["what"].strip() == "hair" else "subject.wardrobe"
        before = get(onto, path)
        value = _recoloured(before, match["what"], new) if before else f"{new} {match['what']}"
        if value and (
            hair
            or next(page.find(vocabulary("appearance.wardrobe.heads"), *_tokens(page, match)), None)
        ):
            page.say(path, value, *match.span())
    return onto


def _tokens(page: Page, match: re.Match[str]) -> tuple[int, int]:
    return page.token_at(match.start("what")), page.token_at(match.end("what")) - 1


def _recoloured(before: str, what: str, new: str) -> str | None:
    colours = words("appearance.wardrobe.colours") | {"dark", "light", "pale", "bright", "deep"}
    for part in _parts(before):
        if _names(what, part):
            plain = [word for word in part.split() if word.lower().strip(",") not in colours]
            return before.replace(part, " ".join([new, *plain]))
    return f"{new} {what}" if what.strip() == "hair" else None
