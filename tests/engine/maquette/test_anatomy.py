import numpy as np
import pytest

from engine.maquette import anatomy, atlas, subdivide
from engine.maquette.anatomy import Anatomy


@pytest.fixture(scope="module")
def body(cache_dir) -> Anatomy:
    return anatomy.load(cache_dir)


def test_every_triangle_of_the_skin_has_its_own_place_in_the_texture(body):
    uv = body.surface.uv[body.surface.triangles]
    (u, v) = np.moveaxis(uv[:, 1:] - uv[:, :1], -1, 0)
    area = np.abs(u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]) / 2
    assert uv.min() > 0
    assert uv.max() < 1
    assert (area > 0).mean() > 0.999
    assert area.sum() < 0.85  # more would mean that islands overlap


def test_the_face_gets_texels_finer_than_half_a_millimetre(body):
    rest, uv = body.surface.rest, body.surface.uv
    a, b, c = (body.surface.triangles[:, k] for k in range(3))
    solid = np.linalg.norm(np.cross(rest[b] - rest[a], rest[c] - rest[a]), axis=1)
    (p, q), (r, s) = (uv[b] - uv[a]).T, (uv[c] - uv[a]).T
    flat = np.abs(p * s - q * r)
    millimetres = np.sqrt(solid / np.maximum(flat, 1e-12)) / 1024 * 1e3
    cheek = np.linalg.norm(rest[a] - (body.rest["nose"] + [0.035, 0.03, 0]), axis=1) < 0.02
    assert np.median(millimetres[cheek]) < 0.5


def test_the_anchors_lie_where_a_face_has_them(body):
    at = body.rest
    assert at["crown"][2] > at["eye_l"][2] > at["nose"][2] > at["mouth_l"][2] > at["chin"][2]
    assert at["chin"][2] > at["throat"][2] > at["shoulder_l"][2] - 0.05
    assert at["nose"][1] < at["eye_l"][1] < at["c7"][1]
    for name in ("eye", "inner", "outer", "mouth", "ear", "shoulder", "lid"):
        left, right = at[f"{name}_l"], at[f"{name}_r"]
        assert left[0] > 0 > right[0]
        assert np.allclose(left * [-1, 1, 1], right, atol=2e-3)


def test_welded_points_coincide_and_seams_are_split(body):
    weld, rest = body.surface.weld, body.surface.rest
    first = np.full(weld.max() + 1, -1)
    first[weld] = np.arange(len(weld))
    assert np.array_equal(rest[first[weld]], rest)
    assert len(weld) > weld.max() + 1


def test_masks_mark_their_parts(body):
    lips, ears = body.mask("lips"), body.mask("ears")
    assert np.linalg.norm(body.surface.rest[lips > 0.5].mean(0)[[0]]) < 0.002
    assert (np.abs(body.surface.rest[ears > 0.5][:, 0]) > 0.05).all()


def test_catmull_clark_keeps_a_plane_and_a_cube_tends_to_a_sphere():
    grid = np.array([[0, 1, 4, 3], [1, 2, 5, 4], [3, 4, 7, 6], [4, 5, 8, 7]], np.int32)
    flat = np.array([[x, y, 0] for y in range(3) for x in range(3)], np.float32)
    fine = subdivide.smooth(grid, 9)
    assert np.allclose((fine.matrix @ flat)[:, 2], 0)
    assert np.allclose(np.asarray(fine.matrix.sum(1)), 1, atol=1e-6)

    cube = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], np.float32)
    quads = np.array(
        [[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]],
        np.int32,
    )
    points = cube
    for _ in range(3):
        fine = subdivide.smooth(quads, len(points))
        points, quads = fine.matrix @ points, fine.quads
    radius = np.linalg.norm(points, axis=1)
    assert radius.std() / radius.mean() < 0.05
    unit = subdivide.normals(points, quads, subdivide.incidence(quads, len(points)))
    assert ((unit * points).sum(1) / radius > 0.98).all() or (
        (unit * points).sum(1) / radius < -0.98
    ).all()


def test_rasterising_a_triangle_gives_its_own_values_and_fills_the_rest():
    uv = np.array([[0.1, 0.1], [0.9, 0.1], [0.1, 0.9]], np.float32)
    picture = atlas.rasterise(uv, np.array([[0, 1, 2]], np.int32), uv, 64)
    row, column = 63 - int(0.3 * 64), int(0.3 * 64)
    assert np.allclose(picture[row, column], [(column + 0.5) / 64, 1 - (row + 0.5) / 64], atol=1e-4)
    assert np.isfinite(picture).all()
    assert picture[0, 63].max() > 0
