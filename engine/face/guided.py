"""A matte that follows the picture: the guided filter, with colour as its guide.

Source: He, Sun, Tang, Guided Image Filtering (2013), and Fast Guided Filter (2015): in a small
window a matte is a linear function of the colours. The function is found on a small picture and
applied to the large one, which gives the large one edges that the small one does not have.
"""

import cv2
import numpy as np

from engine.pictures import Floats

PAIRS = ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))


class Guide:
    """The picture (h, w, 3) that mattes follow, in windows of `radius` pixels to every side.

    `smooth` is the variance of colours below which they count as one.
    """

    def __init__(self, picture: Floats, radius: int, smooth: float) -> None:
        self._radius = radius
        self._bands = [np.ascontiguousarray(picture[..., band]) for band in range(3)]
        self._means = [self._mean(band) for band in self._bands]
        a, b, c, d, e, f = (
            self._mean(self._bands[i] * self._bands[j])
            - self._means[i] * self._means[j]
            + np.float32(smooth if i == j else 0)
            for i, j in PAIRS
        )
        # The inverse of a symmetric 3 x 3 matrix, by its cofactors.
        k, m, n = d * f - e * e, c * e - b * f, b * e - c * d
        o, p, q = a * f - c * c, b * c - a * e, a * d - b * b
        whole = 1 / (a * k + b * m + c * n)
        self._inverse = [
            [each * whole for each in row] for row in ((k, m, n), (m, o, p), (n, p, q))
        ]

    def _mean(self, values: Floats) -> Floats:
        side = 2 * self._radius + 1
        return np.asarray(cv2.blur(values, (side, side)), np.float32)

    def fit(self, matte: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Weights of red, green and blue, and a constant, that make the matte of the colours."""
        mean = self._mean(matte)
        together = [
            self._mean(band * matte) - middle * mean
            for band, middle in zip(self._bands, self._means, strict=True)
        ]
        weights = [
            row[0] * together[0] + row[1] * together[1] + row[2] * together[2]
            for row in self._inverse
        ]
        rest = mean - np.sum(np.multiply(weights, self._means), axis=0, dtype=np.float32)
        red, green, blue, constant = (self._mean(each) for each in (*weights, rest))
        return red, green, blue, constant

    def follow(self, matte: Floats) -> Floats:
        """The matte as this picture has it."""
        red, green, blue, constant = self.fit(matte)
        bands = self._bands
        return np.asarray(
            red * bands[0] + green * bands[1] + blue * bands[2] + constant, np.float32
        )


def enlarged(fitted: tuple[Floats, Floats, Floats, Floats], picture: Floats) -> Floats:
    """The matte that was fitted on a small picture, on the large one (h, w, 3)."""
    size = (picture.shape[1], picture.shape[0])
    *weights, matte = (cv2.resize(each, size, interpolation=cv2.INTER_LINEAR) for each in fitted)
    for band, weight in enumerate(weights):
        matte += weight * picture[..., band]
    return np.asarray(matte, np.float32)
