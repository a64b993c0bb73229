"""A dressed brief in short phrases, of which both dialects are made."""

import re

from prompts.brief import Brief, Camera, Framing, Lamp, Setting, Side, Subject
from prompts.words import article, listed, plain, with_article

FRAMINGS: dict[Framing, str] = {
    "extreme close-up": "extreme close-up",
    "close-up": "close-up",
    "medium close-up": "medium close-up",
    "medium": "medium shot, head to waist,",
    "wide": "wide shot, head to knees,",
}
CROPS: dict[Framing, str] = {
    "extreme close-up": "framed from brow to lips",
    "close-up": "the face filling the frame",
    "medium close-up": "framed from the chest up",
    "medium": "framed from the waist up",
    "wide": "framed from the knees up",
}
ANGLES = {
    "low": "the camera looks up from below eye level",
    "eye": "the camera is at eye level",
    "high": "the camera looks down from above eye level",
}
STANDS: dict[Side, str] = {
    "left": "from camera left",
    "right": "from camera right",
    "front": "from beside the lens",
    "back": "from behind the subject",
    "above": "from directly overhead",
    "below": "from below the chin",
}
HEIGHTS = {
    "low": ", below eye level",
    "eye": " at eye level",
    "high": ", above eye level",
    "overhead": ", high overhead",
}
FALLS: dict[Side, str] = {
    "left": "its shadow falls to the right",
    "right": "its shadow falls to the left",
    "front": "the shadow hides under the nose and the chin",
    "back": "the face lies in its own shadow and the outline glows",
    "above": "shadows fill the eye sockets and the hollow under the chin",
    "below": "shadows climb from the chin to the brow",
}
DARK_SIDE: dict[Side, str] = {
    "left": "the right side of the face",
    "right": "the left side of the face",
}
SENSORS = {
    "full frame": "a full-frame sensor",
    "large format": "a large-format plate",
    "medium format": "medium format",
    "phone": "a phone",
}
OPEN = 1.5  # stops of fill under the key below which a shadow is hardly seen
GRAINS = {"fine": "fine film grain", "medium": "visible film grain", "coarse": "coarse film grain"}
HALATIONS = {
    "slight": "a slight red glow around highlights",
    "strong": "a strong red glow around the lamps and highlights",
}
_STYLES = re.compile(
    r"\b(?:hair\w*|bald|bob|bun|locs|dreadlocks|afro|ponytail|braids?|plaits?|curls|waves|crop|buzz"
    r"|cut|fringe|bangs|pixie|mohawk|undercut|cornrows|quiff|mullet|head|fade|twists|strands|coils"
    r"|top-?knot|tresses|mane|parting)\b",
    re.IGNORECASE,
)
_GENDERS = {"nonbinary": "nonbinary person", "female": "woman", "male": "man"}
_THEIRS = {"woman": "her", "man": "his"}


def who(subject: Subject) -> str:
    """Say it as in "62-year-old Nigerian woman"; always an adult in words too."""
    gender = plain(subject.gender or "person")
    age = f"{subject.age}-year-old" if subject.age else "adult"
    heritage = plain(subject.heritage or "")
    return " ".join(filter(None, (age, heritage, _GENDERS.get(gender, gender) or "person")))


def a_person(subject: Subject) -> str:
    """The same with its article."""
    words = who(subject)
    return f"{article(words)} {words}"


def their(subject: Subject) -> str:
    """Return "her", "his" or "their"."""
    return _THEIRS.get(subject.gender or "", "their")


def hair(subject: Subject) -> str:
    """Hair as a noun phrase: "silver" becomes "silver hair", "bald" "a bald head"."""
    text = plain(subject.hair or "")
    if not text:
        return ""
    if text.lower() in ("bald", "shaved", "clean-shaven head"):
        return f"a {text.split()[0].lower()} head"
    if re.search(r"\bhair\b", text, re.IGNORECASE):
        return text
    return with_article(text) if _STYLES.search(text) else f"{text} hair"


def marks(subject: Subject) -> list[str]:
    """Glasses, scars and freckles."""
    return [with_article(text) for mark in subject.marks if (text := plain(mark))]


def wardrobe(subject: Subject) -> str:
    """What is worn, ready to follow "wearing"."""
    text = re.sub(
        r"^(?:wearing|dressed in)\s+", "", plain(subject.wardrobe or ""), flags=re.IGNORECASE
    )
    return with_article(text)


def when(setting: Setting) -> str:
    """The hour and the weather: "at night, after rain"."""
    hour = {"morning": "in the morning", "afternoon": "in the afternoon"}
    time = hour.get(setting.time, f"at {setting.time}") if setting.time else ""
    return ", ".join(filter(None, (time, _weather(plain(setting.weather or "")))))


def _weather(text: str) -> str:
    if not text or re.match(r"(?:in|after|under|before|during|with)\b", text, re.IGNORECASE):
        return text
    if " in " in text:
        return f"with {text}"
    if re.search(r"(?:y|overcast|clear|cold|hot|humid)$", text, re.IGNORECASE):
        return f"in {text} weather"
    return f"in {with_article(text)}"


def place(setting: Setting) -> str:
    """Where, ready to follow a noun: "in a city street"."""
    text = plain(setting.place or "")
    if not text or re.match(
        r"(?:in|on|at|under|beside|near|by|inside|outside)\b", text, re.IGNORECASE
    ):
        return text
    if re.match(r"(?:outdoors|indoors|backstage|outside|inside|home)\b", text, re.IGNORECASE):
        return text
    on = r"\b(?:beach|rooftop|roof|plain|hill|hillside|pier|bridge|stage|balcony|coast|moor"
    on += r"|cliff|shore|snowfield|boat|ship|train|bus|porch|terrace|dunes?|mountain\w*)$"
    head = re.split(r",| with | in | at | of ", text, maxsplit=1)[0]
    word = "in"
    if re.search(r"\b(?:lake|sea|ocean|river|canal|harbou?r)$", head, re.IGNORECASE):
        word = "by"
    elif re.search(on, head, re.IGNORECASE):
        word = "on"
    return f"{word} {with_article(text)}"


def colour_of(lamp: Lamp, white_balance: int) -> str:
    """Say "magenta", or "warm 3200 K" by the shift in mireds against the balance of the stock."""
    if lamp.gel:
        return plain(lamp.gel)
    if not lamp.kelvin:
        return ""
    shift = 1e6 / lamp.kelvin - 1e6 / white_balance
    tints = ((110, "amber"), (30, "warm"), (-18, "neutral"), (-50, "cool"))
    tint = next((word for least, word in tints if shift >= least), "blue")
    return f"{tint} {lamp.kelvin} K"


def key(lamp: Lamp, white_balance: int) -> str:
    """The key with its side, and which way its shadow falls."""
    what = " ".join(filter(None, (lamp.softness, colour_of(lamp, white_balance), "key light")))
    side = lamp.side or "front"
    height = HEIGHTS.get(lamp.height or "", "") if side in ("left", "right", "front") else ""
    return f"{what} comes {STANDS[side]}{height}, and {FALLS[side]}"


def short_key(lamp: Lamp, fill: Lamp, white_balance: int, *, kelvin: bool) -> str:
    """The key in few tokens; the figure only where somebody said it, else its colour word."""
    colour = colour_of(lamp, white_balance)
    if lamp.kelvin and not lamp.gel and not kelvin:
        colour = colour.split()[0].replace("neutral", "")
    side = lamp.side or "front"
    what = " ".join(filter(None, (lamp.softness, colour, "key light", STANDS[side])))
    high = f" {lamp.height}" if lamp.height in ("low", "overhead") and side in DARK_SIDE else ""
    return f"{what}{high}, {_short_result(side, fill)}"


def _short_result(side: Side, fill: Lamp) -> str:
    if side not in DARK_SIDE:
        return FALLS[side]
    if (fill.stops or 0) >= OPEN:
        return f"{DARK_SIDE[side]} in shadow"
    return " ".join(filter(None, (plain(fill.gel or "open"), "fill", STANDS[fill.side or "front"])))


def stops(value: float, than: str = "the key") -> str:
    """Say "3 stops under the key" or "as bright as the key"."""
    size = f"{abs(value):g} stop{'' if abs(value) == 1 else 's'}"
    if value == 0:
        return f"as bright as {than}"
    return f"{size} {'under' if value > 0 else 'over'} {than}"


def fill(lamp: Lamp, key_side: Side | None, white_balance: int) -> str:
    """The fill in stops, and what it leaves of the shadow."""
    value = lamp.stops or 0.0
    dark = DARK_SIDE.get(key_side or "front", "the shadow side")
    leaves = (
        (4, f"{dark} is nearly black"),
        (2.5, f"{dark} is deep but readable"),
        (OPEN, f"{dark} stays open"),
    )
    result = next((words for least, words in leaves if value >= least), "hardly a shadow is left")
    colour = f"{plain(lamp.gel)} " if lamp.gel else ""
    if lamp.kelvin and abs(1e6 / lamp.kelvin - 1e6 / white_balance) > 30:  # visible
        colour = f"{colour_of(lamp, white_balance)} "
    return f"{colour}fill {STANDS[lamp.side or 'front']} {stops(value)}, so {result}"


def rim(lamp: Lamp, white_balance: int) -> str:
    """The rim and the edge that it draws."""
    what = " ".join(filter(None, (lamp.softness, colour_of(lamp, white_balance), "rim light")))
    match lamp.side:
        case "left" | "right" as side:
            edge = f"from behind on the {side} draws the edge of the hair and the {side} shoulder"
        case "above":
            edge = "from above and behind draws the top of the hair and both shoulders"
        case _:
            edge = "from behind draws the outline of the hair and the shoulders"
    return f"{what} {edge}"


def short_fill(lamp: Lamp) -> str:
    """The fill's ratio alone."""
    return f"fill {stops(lamp.stops or 0.0)}"


def short_rim(lamp: Lamp, white_balance: int) -> str:
    """The rim in few tokens."""
    colour = colour_of(lamp, white_balance)
    tint = colour if lamp.gel else colour.split(" ")[0].replace("neutral", "")
    where = {"left": "from behind left", "right": "from behind right"}
    return " ".join(filter(None, (tint, "rim light", where.get(lamp.side or "", "from behind"))))


def practicals(brief: Brief) -> str:
    """The lamps that are seen."""
    return listed([with_article(text) for lamp in brief.light.practicals if (text := plain(lamp))])


def lens(camera: Camera) -> str:
    """Say "85 mm lens at f/1.8"."""
    return f"{camera.focal_mm or 85:g} mm lens at f/{camera.aperture or 2:g}"


def sensor(camera: Camera) -> str:
    """What the lens draws on."""
    name = plain(camera.sensor or "full frame")
    return SENSORS.get(name, name)
