"""The `clip` dialect (SDXL): phrases by commas, most important first, inside 75 tokens a chunk."""

from prompts import phrases
from prompts.looks import DARK_FACE, Look, look
from prompts.setup import Prompt
from prompts.shot import Dressed
from prompts.words import BREAK, Phrase, fit, listed, plain

FEW = 3  # words that can stand before "mood" or "expression"


def clip(dressed: Dressed, found: Look) -> Prompt:
    """Write the prompt and its negative. Lower case, so that BREAK is never one of the words."""
    positive = BREAK.join(fit([*_said_first(dressed, found)])).lower().replace(" break ", BREAK)
    avoid = [Phrase(plain(item)) for item in dressed.brief.avoid]
    return Prompt(positive=positive, negative=BREAK.join(fit(avoid)))


def _said_first(dressed: Dressed, found: Look) -> list[Phrase]:
    brief, light = dressed.brief, dressed.brief.light
    subject, setting, camera = brief.subject, brief.setting, brief.camera
    balance = found.white_balance

    def spare(*paths: str) -> bool:
        return not any(dressed.origins.get(path) == "said" for path in paths)

    def of(lamp: str) -> tuple[str, ...]:
        return tuple(f"light.{lamp}.{name}" for name in ("side", "kelvin", "gel", "stops"))

    framing = phrases.FRAMINGS[camera.framing or "close-up"].rstrip(",")
    worn = phrases.wardrobe(subject)
    words = [Phrase(text, spare=True) for text in fitting(dressed, found)]
    if brief.look:  # a look that was named is said by its own name
        words[:1] = [Phrase(text) for text, _ in words[:1]]
    seen = phrases.practicals(brief)
    printed = look(brief.finish.grade or found.id)
    return [
        Phrase(f"{framing} photograph of {phrases.a_person(subject)}"),
        Phrase(phrases.hair(subject)),
        Phrase(listed(phrases.marks(subject))),
        Phrase(worn and f"wearing {worn}"),
        Phrase(_expression(subject.emotion)),
        Phrase(plain(brief.story or "")),
        *words[:1],
        Phrase(_key(dressed, found)),
        Phrase(plain(setting.background or ""), spare=spare("setting.background")),
        *words[1:2],
        Phrase(phrases.place(setting), spare=spare("setting.place")),
        Phrase(phrases.when(setting), spare=spare("setting.time", "setting.weather")),
        Phrase(phrases.short_fill(light.fill), spare=spare(*of("fill"))),
        Phrase(phrases.short_rim(light.rim, balance), spare=spare(*of("rim"))),
        Phrase(seen, spare=spare("light.practicals")),
        Phrase(_mood(brief.mood), spare=spare("mood")),
        Phrase(phrases.lens(camera), spare=spare("camera.focal_mm", "camera.aperture")),
        *words[2:],
        Phrase(phrases.GRAINS.get(brief.finish.grain or "", ""), spare=spare("finish.grain")),
        Phrase(
            phrases.HALATIONS.get(brief.finish.halation or "", ""), spare=spare("finish.halation")
        ),
        Phrase(
            "" if camera.angle == "eye" else phrases.ANGLES[camera.angle or "eye"],
            spare=spare("camera.angle"),
        ),
        Phrase(f"{palette(printed)} palette", spare=True),
    ]


def _key(dressed: Dressed, found: Look) -> str:
    lamp = dressed.brief.light.key
    if found.exposure <= DARK_FACE:
        return f"dark face, a little light {phrases.STANDS[lamp.side or 'front']}"
    said = dressed.origins["light.key.kelvin"] == "said"
    return phrases.short_key(lamp, dressed.brief.light.fill, found.white_balance, kelvin=said)


def _expression(emotion: str | None) -> str:
    text = plain(emotion or "")
    named = text.startswith(("a ", "an ", "the ")) or len(text.split()) > FEW
    return text if named or not text else f"{text} expression"


def _mood(mood: str | None) -> str:
    text = plain(mood or "")
    return text and (f"{text} mood" if len(text.split()) <= FEW else f"mood: {text}")


def palette(found: Look) -> str:
    """The look's colour words."""
    return ", ".join(swatch.split(" #")[0] for swatch in found.palette)


def fitting(dressed: Dressed, found: Look) -> tuple[str, ...]:
    """The look's words that the dressed light does not contradict."""
    softness = dressed.brief.light.key.softness
    wrong = {"soft": "hard", "hard": "soft"}.get(softness or "", "")
    return tuple(text for text in found.words if not wrong or wrong not in text.split())
