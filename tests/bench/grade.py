"""What a print costs, and how true its colour is: `python -m tests.bench.grade`.

White balance is judged as colour-science computes colour: its spectra of the ColorChecker under
lamps and daylight, its differences. It is needed here alone (dev).
"""

import importlib
import statistics
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from engine.grade import board, cdl_of, cube_of, graded, read_cdl, read_grade, toned
from engine.grade.balance import TO_XYZ, matrix, usual, white
from engine.grade.colour_io import Processor, cube, ocio
from engine.grade.exchange import baked
from engine.grade.hues import has, oklab, table
from engine.grade.processor import SPATIAL
from engine.pictures import Floats
from prompts.looks import look, looks
from prompts.setup import Grade

TIMES = 7
FOUR_K = (2160, 3840)
LAMPS = (2856, 3200, 3500, 4300, 5000, 5500, 6000, 7500)  # Kelvin
SKINS = {"light skin": (194, 150, 130), "dark skin": (115, 82, 68)}  # ColorChecker, in sRGB


def interleaved(*works: Callable[[], object]) -> list[float]:
    """Median milliseconds of each, in turns, so that a busy machine is as busy for all."""
    found: list[list[float]] = [[] for _ in works]
    for _ in range(TIMES):
        for each, work in zip(found, works, strict=True):
            start = time.perf_counter()
            work()
            each.append((time.perf_counter() - start) * 1000)
    return [statistics.median(each) for each in found]


def noise(height: int, width: int) -> Floats:
    """A picture of all colours."""
    return np.random.default_rng(0).random((height, width, 3), np.float32)


def lut() -> None:
    """A 33-point LUT on 4K: ours, and OpenColorIO called bare on the same values."""
    picture, values = noise(*FOUR_K), baked(look("noir").grade)
    bare = ocio.Lut3DTransform(gridSize=33)
    bare.setInterpolation(ocio.INTERP_TETRAHEDRAL)
    bare.setData(values.ravel())
    cpu = ocio.Config.CreateRaw().getProcessor(bare).getDefaultCPUProcessor()
    made = Processor([cube(values)])
    ours, theirs = interleaved(
        lambda: made.into(picture.copy()), lambda: cpu.applyRGB(picture.copy())
    )
    print(
        f"33-point LUT on 4K: {ours:.0f} ms, OpenColorIO bare {theirs:.0f} ms: {ours / theirs:.2f}x"
    )


def prints() -> None:
    """A take and a frame of a clip, in the look with everything."""
    wish = look("golden-hour").grade
    for height, width in ((640, 512), (900, 720), (1280, 1024)):
        picture = noise(height, width)
        graded(picture, wish)
        (took,) = interleaved(lambda picture=picture: graded(picture, wish))
        print(f"print {width}x{height} with bloom, halation and grain: {took:.0f} ms")
    picture = noise(640, 512)
    grades = {each.title: each.grade for each in looks()}
    start = time.perf_counter()
    board(picture, grades)
    first = time.perf_counter() - start
    (took,) = interleaved(lambda: board(picture, grades))
    print(f"board of {len(grades)} looks: {took:.0f} ms, the first {first * 1000:.0f} ms")


def balance() -> None:
    """24 patches under a lamp, balanced to D65, against the same patches under D65."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        colour: Any = importlib.import_module("colour")
        means = [_difference(colour, kelvin, blackbody=kelvin < 4500) for kelvin in LAMPS]
        uv = [colour.temperature.CCT_to_uv_Ohno2013([k, usual(k)]) for k in LAMPS]
    for kelvin, mean in zip(LAMPS, means, strict=True):
        print(f"white balance {kelvin} K to D65: mean dE2000 {mean:.2f}")
    print(f"white balance, mean of all: {statistics.mean(means):.2f}")
    ours = [_uv(white(k, usual(k))) for k in LAMPS]
    print(f"against colour-science's Ohno 2013: {np.abs(np.array(ours) - uv).max():.1e} in uv")


def _uv(xyz: np.ndarray) -> np.ndarray:
    return np.array([4 * xyz[0], 6 * xyz[1]]) / (xyz @ [1, 15, 3])


def _difference(colour: Any, kelvin: int, *, blackbody: bool) -> float:
    shape = colour.SpectralShape(380, 780, 5)
    matching = colour.MSDS_CMFS["CIE 1931 2 Degree Standard Observer"].copy().align(shape)
    if blackbody:
        lamp = colour.sd_blackbody(kelvin, shape)
    else:
        lamp = colour.sd_CIE_illuminant_D_series(
            colour.temperature.CCT_to_xy_CIE_D(kelvin * 1.4388 / 1.4380)
        )
    day = colour.SDS_ILLUMINANTS["D65"]
    patches = colour.SDS_COLOURCHECKERS["ColorChecker N Ohta"].values()
    seen, wanted = (
        np.array([colour.sd_to_XYZ(each, matching, light.copy().align(shape)) for each in patches])
        / 100
        for light in (lamp, day)
    )
    shown = seen @ np.linalg.inv(TO_XYZ).T @ matrix(kelvin).T @ TO_XYZ.T
    d65 = colour.CCS_ILLUMINANTS["CIE 1931 2 Degree Standard Observer"]["D65"]
    one, other = (colour.XYZ_to_Lab(each, d65) for each in (shown, wanted))
    return float(colour.delta_E(one, other, method="CIE 2000").mean())


def truth() -> None:
    """Greys through every look's LUT, files re-read, and skin under teal and orange."""
    ramp = np.repeat(np.linspace(0, 1, 4096, dtype=np.float32)[:, None], 3, axis=1)[None]
    casts = [
        float(np.ptp(Processor([cube(table(each.grade))]).into(ramp.copy()), axis=-1).max())
        for each in looks()
        if has(each.grade)
    ]
    print(f"neutral ramp through {len(casts)} looks' LUTs: {max(casts) * 255:.3f} codes of cast")
    picture, worst = noise(400, 300), {"cdl": 0, "cube": 0}
    for each in looks():
        first = graded(picture, each.grade).astype(int)
        for name, again in (
            ("cdl", read_cdl(cdl_of(each.grade))),
            ("cube", read_grade(cube_of(each.grade))),
        ):
            worst[name] = max(worst[name], int(np.abs(first - graded(picture, again)).max()))
    print(f"re-read from .cdl: {worst['cdl']} codes; from .cube: {worst['cube']} codes")
    baked_worst = [_off(picture, each.grade) for each in looks()]
    print(f"as a LUT alone, 99.9 % of all colours: {max(baked_worst):.1f} codes in the worst look")
    wish = look("teal-orange").grade.model_copy(update=SPATIAL)
    for name, code in SKINS.items():
        skin = np.array([[code]], np.float32) / np.float32(255)
        angles = [
            float(np.degrees(np.arctan2(lab[0, 0, 2], lab[0, 0, 1])))
            for lab in (oklab(each.astype(float)) for each in (skin, toned(skin, wish)))
        ]
        print(f"{name} under teal and orange turns {abs(angles[1] - angles[0]):.1f} degrees")


def _off(picture: Floats, grade: Grade) -> float:
    plain = grade.model_copy(update=SPATIAL)
    found = Processor([cube(baked(plain))]).into(picture.copy())
    return float(np.quantile(np.abs(found - toned(picture, plain)), 0.999) * 255)


def main() -> None:
    """Measure and print."""
    lut()
    prints()
    balance()
    truth()


if __name__ == "__main__":
    main()
