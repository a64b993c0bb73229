"""The body of a garment: the dress form, cut along the neckline and laid in folds."""

import numpy as np

from engine.maquette.wardrobe.folds import Fold, relief
from engine.maquette.wardrobe.form import Form
from engine.maquette.wardrobe.mesh import Array, Piece, clip, piece
from engine.maquette.wardrobe.neckline import Neckline


def body_cut(
    form: Form,
    line: Neckline,
    offset: float,
    folds: tuple[Fold, ...],
    *,
    seed: int = 1,
    field: Array | None = None,
) -> Piece:
    """Torso and sleeves outside the neckline, `offset` metres over the form.

    `field` (n,) over the form's vertices cuts more away where it is negative.
    """
    keep = form.slant - line.at(form.angle)
    # Folds end before a seam, which holds the cloth.
    calm = np.clip((keep - 0.005) / 0.03, 0, 1)
    height = relief(form.vertices - form.neck, form.normals, folds, seed) * calm
    triangles, carry = clip(
        form.vertices, form.triangles, keep if field is None else np.minimum(keep, field)
    )
    return piece(carry @ (form.vertices + (offset + height)[:, None] * form.normals), triangles)
