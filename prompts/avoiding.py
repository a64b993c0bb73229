"""What a brief avoids, said as what it wants: for models that draw whatever they read."""

import re

POSITIVE: tuple[tuple[str, str], ...] = (
    (r"plastic|waxy|airbrush|smooth(?:ed)? skin|doll|retouch",
     "natural skin texture with visible pores"),
    (r"limb|arms?\b|anatomy|deform|mutat|disfigur|body", "natural human anatomy"),
    (r"fingers?|hands?\b", "hands at rest with five fingers each"),
    (r"cross-?eye|eyes?\b|pupil|squint", "clear matching eyes with round pupils"),
    (r"teeth|tooth", "closed lips"),
    (r"text|letter|caption|subtitle|words?\b|writing|signage", "plain unmarked surfaces"),
    (r"watermark|signature|stamp|border|frame\b", "clean edges on all four sides"),
    (r"logo|brand", "plain unbranded clothing"),
    (r"sharpen|halo|crisp|over-?process", "soft natural edges"),
    (r"hdr|over-?contrast|harsh contrast", "natural contrast"),
    (r"over-?saturat|garish|vivid", "restrained natural colour"),
    (r"blown|over-?expos|clipp", "highlights that keep their detail"),
    (r"under-?expos|crushed|muddy|too dark", "shadows that keep their detail"),
    (r"harsh shadow|hard shadow", "soft gradual shadows"),
    (r"flat light", "light with a clear direction"),
    (r"cartoon|anime|3d|cgi|render|illustration|painting|drawing|sketch", "a real photograph"),
    (r"blur|out of focus|soft focus", "crisp focus on the eyes"),
    (r"noise|grain", "clean smooth tones"),
    (r"flare", "clear contrast across the frame"),
    (r"vignett", "even light into the corners"),
    (r"crowd|people|duplicate|second (?:person|face)|two (?:people|faces)|twins?",
     "one person alone"),
    (r"clutter|busy|distract", "a simple quiet background"),
    (r"glasses|spectacles", "bare eyes"),
    (r"\bhats?\b|headwear|\bcaps?\b", "a bare head"),
    (r"jewel|earring|necklace", "a bare neck and bare ears"),
    (r"make-?up|lipstick", "bare unpainted skin"),
    (r"tattoo|piercing|scar|blemish", "clear skin"),
    (r"beard|stubble|moustache", "a clean-shaven face"),
    (r"smil|grin|laugh", "a composed mouth"),
    (r"nud|naked|nsfw|cleavage|bare skin", "modest complete clothing"),
    (r"symmetr", "a slightly turned head"),
    (r"cliche|clich\u00e9|stock photo|posed", "an unguarded specific moment"),
)  # fmt: skip
"""Patterns of things to avoid, and the picture to ask for instead."""

UNKNOWN = "only what is described here"


def positives(avoid: tuple[str, ...]) -> tuple[str, ...]:
    """One wish for each thing to avoid, in order and without repeats.

    A thing that nobody foresaw must not be named, or it would be drawn: together they become one
    wish for nothing but what is described.
    """
    found = [_positive(item) for item in avoid if item.strip()]
    known = [wish for wish in found if wish]
    return tuple(dict.fromkeys(known + [UNKNOWN] * (len(known) < len(found))))


def _positive(item: str) -> str | None:
    lower = item.lower()
    return next((wish for pattern, wish in POSITIVE if re.search(pattern, lower)), None)
