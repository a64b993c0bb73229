"""The table of cuts: for each style of hair its course and its finish."""

from dataclasses import dataclass

from engine.maquette.hair.cuts import (
    Run,
    afro,
    cropped,
    curly,
    gathered,
    hanging,
    side_part,
    slicked,
)
from engine.maquette.hair.groom import Clump, Curl, Rope, Texture
from engine.maquette.hair.knot import BUN, TIE, Extra, bun, tail
from engine.maquette.person import HairStyle


@dataclass(frozen=True)
class Style:
    """One cut."""

    run: Run
    texture: Texture
    count: int  # hairs at full density
    radius: float  # metres
    parting: float | None = None  # metres from the middle, None where hair has no sides
    crowd: float = 1.0  # added density at the hairline
    guides: int = 420
    past_tie: Extra | None = None  # hair past its tie
    steps: int = 24


STYLES: dict[HairStyle, Style] = {
    "buzz": Style(
        run=cropped(0.005, 0.004, lift=0.45, body=0.1),
        texture=Texture(points=4, layer=0.0, frizz=0.0004, stray=0.0, uneven=0.3),
        count=26000, radius=0.00008,
    ),
    "crop": Style(
        run=cropped(0.023, 0.008, lift=0.6, body=0.22),
        texture=Texture(points=6, clumps=(Clump(700, 0.7, 0.3), Clump(3000, 0.4)),
                        layer=0.001, frizz=0.0012, uneven=0.35),
        count=26000, radius=0.00008,
    ),
    "short": Style(
        run=cropped(0.060, 0.016, lift=0.75, ahead=0.55, body=0.30),
        texture=Texture(points=8, clumps=(Clump(330, 0.8, 0.22), Clump(2200, 0.5)),
                        layer=0.002, frizz=0.0016, uneven=0.4, stray=0.03),
        count=24000, radius=0.000085,
    ),
    "side-part": Style(
        run=side_part,
        texture=Texture(points=10, clumps=(Clump(420, 0.55, 0.4), Clump(3000, 0.5)),
                        layer=0.002, frizz=0.0014, uneven=0.25),
        count=24000, radius=0.000085, parting=0.036,
    ),
    "slicked": Style(
        run=slicked,
        texture=Texture(points=12, clumps=(Clump(1900, 0.93, 0.25, 0.0),),
                        layer=0.0012, frizz=0.0003, uneven=0.2, stray=0.002),
        count=24000, radius=0.000085,
    ),
    "bob": Style(
        run=hanging(0.098, 0.015, ragged=0.0015, reach=0.30),
        texture=Texture(points=14, bunch=1.4, clumps=(Clump(350, 0.45, 0.5), Clump(3000, 0.5)),
                        layer=0.002, frizz=0.0012, uneven=0.03, stray=0.008, stray_reach=0.03),
        count=22000, radius=0.000085, parting=0.012, steps=28,
    ),
    "long": Style(
        run=hanging(0.225, 0.015),
        texture=Texture(points=18, bunch=1.4, clumps=(Clump(260, 0.55, 0.35), Clump(3000, 0.5)),
                        layer=0.0025, frizz=0.0015, uneven=0.10, stray=0.012, stray_reach=0.03),
        count=22000, radius=0.00009, parting=0.012, steps=34,
    ),
    "wavy": Style(
        run=hanging(0.205, 0.018),
        texture=Texture(points=24, bunch=1.4, clumps=(Clump(260, 0.8, 0.28), Clump(1500, 0.7)),
                        layer=0.003, frizz=0.0012, uneven=0.15, stray=0.015, stray_reach=0.04,
                        wave=0.011, wavelength=0.075),
        count=21000, radius=0.00009, parting=0.014, steps=34,
    ),
    "curly": Style(
        run=curly,
        texture=Texture(points=30, clumps=(Clump(330, 0.92, 0.28, 0.0),),
                        layer=0.004, frizz=0.0015, uneven=0.3, stray=0.02,
                        curl=Curl(0.0085, 0.026, 0.93)),
        count=17000, radius=0.0001, steps=26,
    ),
    "afro": Style(
        run=afro,
        texture=Texture(points=28, clumps=(Clump(2200, 0.5, 0.6),),
                        layer=0.0, frizz=0.003, uneven=0.5, stray=0.05, stray_reach=0.06,
                        curl=Curl(0.0032, 0.011, 0.75)),
        count=18000, radius=0.00009, steps=8,
    ),
    "locs": Style(
        run=hanging(0.140, 0.018, ragged=0.02, reach=0.36, sweep=0.7),
        texture=Texture(points=22, bunch=1.3, rope=Rope(300, 0.0034), layer=0.006, frizz=0.0010,
                        uneven=0.12, wave=0.005, wavelength=0.11, stray=0.01, stray_reach=0.03),
        count=19000, radius=0.00017, parting=0.006, steps=30, crowd=0.3,
    ),
    "bun": Style(
        run=gathered(BUN),
        texture=Texture(points=14, clumps=(Clump(700, 0.5, 0.5, 0.0),), layer=0.0012,
                        frizz=0.0006, uneven=0.02, stray=0.008, stray_reach=0.05),
        count=19000, radius=0.000085, crowd=2.5, past_tie=bun,
    ),
    "ponytail": Style(
        run=gathered(TIE),
        texture=Texture(points=18, clumps=(Clump(700, 0.5, 0.5, 0.0),), layer=0.0012,
                        frizz=0.0006, uneven=0.02, stray=0.008, stray_reach=0.05),
        count=17000, radius=0.000085, crowd=2.5, past_tie=tail,
    ),
}  # fmt: skip
