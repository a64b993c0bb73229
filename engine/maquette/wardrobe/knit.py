"""Knitwear: crew, v-neck and turtleneck, cut from one close-fitting body."""

import numpy as np
from scipy.ndimage import gaussian_filter1d

from engine.maquette.wardrobe.body_cut import body_cut
from engine.maquette.wardrobe.folds import Fold
from engine.maquette.wardrobe.form import Form
from engine.maquette.wardrobe.mesh import Array, Piece, join
from engine.maquette.wardrobe.neckline import Neckline, round_neck, scoop, vee
from engine.maquette.wardrobe.sheet import graded, loft, profile

COLUMNS = 480
SOFT = 7.0  # columns over which a collar's edge is drawn
EASE = 0.007  # metres between knitwear and skin
FOLDS = (
    # drawn by the hanging arm: from the front of the armpit up to the chest and to the shoulder
    Fold((0.152, -0.165), (0.085, -0.075), 0.0042, (0.007, 0.018), 0.010),
    Fold((0.160, -0.130), (0.118, -0.045), 0.0036, (0.007, 0.015), 0.008),
    Fold((0.150, -0.185), (0.090, -0.130), 0.0040, (0.008, 0.020), 0.012),
    # down from the chest
    Fold((0.140, -0.205), (0.085, -0.42), 0.0042, (0.010, 0.024), 0.012),
    Fold((0.080, -0.200), (0.060, -0.43), 0.0040, (0.014, 0.024), -0.010),
    Fold((0.115, -0.240), (0.105, -0.44), 0.0034, (0.010, 0.018), 0.006),
    Fold((0.022, -0.190), (0.014, -0.42), 0.0030, (0.014, 0.026), 0.006),
    # the back
    Fold((0.150, -0.150), (0.060, -0.120), 0.0038, (0.008, 0.020), 0.010, front=False),
    Fold((0.140, -0.190), (0.050, -0.280), 0.0042, (0.010, 0.024), 0.010, front=False),
    # the sleeve
    Fold((0.175, -0.075), (0.235, -0.120), 0.0036, (0.008, 0.014), 0.010),
    Fold((0.185, -0.110), (0.245, -0.150), 0.0036, (0.008, 0.014), 0.006),
    Fold((0.190, -0.050), (0.260, -0.120), 0.0030, (0.010, 0.016), -0.008),
    Fold((0.225, -0.130), (0.290, -0.160), 0.0034, (0.008, 0.014), 0.006),
)
BASE = round_neck(0.065, 0.075, 0.060)


def band(form: Form, line: Neckline, width: float, lift: float = 0.0) -> Piece:
    """A ribbed band, `width` metres, from its seam on `line` towards the neck."""
    o = EASE + 0.001 + lift
    section = profile(
        [(-0.004, o - 0.003), (-0.0015, o), (0.002, o + 0.0016), (width * 0.5, o + 0.0016),
         (width - 0.0025, o + 0.0012), (width, o - 0.0012), (width - 0.002, o - 0.0035),
         (width * 0.4, o - 0.0045)], 18,
    )  # fmt: skip
    angle = np.linspace(-np.pi, np.pi, COLUMNS, endpoint=False)
    rib = 0.00022 * np.cos(angle * COLUMNS / 4)
    rows: list[Array] = []
    for inset, offset in section:
        on = np.clip((inset - 0.001) / 0.002, 0, 1) * np.clip((width - 0.001 - inset) / 0.002, 0, 1)
        rows.append(form.at_yoke(angle, line.inset(inset).at(angle), offset + on * rib))
    return loft(np.stack(rows), closed=True)


def crew(form: Form, lift: float = 0.0, field: Array | None = None) -> tuple[Piece, Neckline]:
    line = scoop(form, BASE, 0.062)
    body = body_cut(form, line, EASE + lift, FOLDS, field=field)
    return join(body, band(form, line, 0.018, lift)), line.inset(0.018)


def v_neck(form: Form) -> tuple[Piece, Neckline]:
    line = vee(form, BASE, 0.115, 0.066, 0.012)
    return join(body_cut(form, line, EASE, FOLDS), band(form, line, 0.016)), line.inset(0.016)


def turtleneck(form: Form) -> tuple[Piece, Neckline]:
    seam = round_neck(0.040, 0.046, 0.040)  # under the fold, where no seam is seen
    angle = np.linspace(-np.pi, np.pi, COLUMNS, endpoint=False)
    # Up the neck, over, and down again outside: (slant, offset).
    section = profile(
        [(0.058, 0.0045), (0.046, 0.006), (0.03, 0.006), (0.005, 0.0055), (-0.018, 0.006),
         (-0.0215, 0.0085),
         (-0.0195, 0.0125), (-0.005, 0.0142), (0.018, 0.0145), (0.034, 0.0155), (0.039, 0.0145),
         (0.039, 0.0115), (0.030, 0.0105)], 44,
    )  # fmt: skip
    up = graded(np.linspace(0, 1, 44), [0, 0.3, 0.5, 1], [0, 0.2, 1, 1])
    rows: list[Array] = []
    for (slant, offset), u in zip(section, up, strict=True):
        slack = 0.0016 * np.sin(angle * 3 + 40 * slant + 1) + 0.0010 * np.sin(
            angle * 7 - 90 * slant
        )
        hem = 0.0020 * np.sin(angle * 2 + 0.7) + 0.0012 * np.sin(angle * 5)
        at, out = slant + hem * u * (slant > 0.02), offset + slack * u
        plain = form.at_yoke(angle, at, out)
        rib = form.at_yoke(angle, at, out + 0.0003 * np.cos(angle * COLUMNS / 4)) - plain
        # Under the chin the form ends: the edge is drawn smoothly past it.
        soft = gaussian_filter1d(plain, SOFT, axis=0, mode="wrap")
        near = np.clip((0.012 - slant) / 0.012, 0, 1)
        rows.append(plain + near * (soft - plain) + rib)
    collar = loft(np.stack(rows), closed=True)
    return join(body_cut(form, seam, EASE, FOLDS), collar), Neckline(np.full(720, 0.0))
