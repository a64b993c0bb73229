"""Negatives and layers as files: PNG of 16 bits a channel, of which 12 say something.

A negative has steps of 1/4080, sixteen to each step of a print: every k / 255 lies on a step, so
that what is a photograph stays it, and no grade that anybody can bear shows a band.
"""

import zlib

import cv2
import numpy as np

from engine.pictures import FULL, Matte, Negative
from engine.png import PNG_END, SRGB
from engine.protocol import StudioError

STEPS = 4080  # 16 * 255
MOST = 65535
HEADER = 33  # bytes: the signature and the first chunk
# Level 1 of runs alone: four times as fast as deflate's usual level, and hardly larger on what is
# nearly noise; and one library's choice of matches cannot differ from another's.
HOW = (cv2.IMWRITE_PNG_COMPRESSION, 1, cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_RLE)
UNREADABLE = "This negative cannot be read: it is damaged. Make the take again from its recipe."


def settled(negative: Negative) -> Negative:
    """The values as a file keeps them. Settling twice changes nothing."""
    steps = np.rint(np.clip(negative, 0, 1) * np.float32(STEPS))
    return np.asarray(steps / np.float32(STEPS), np.float32)


def encode(negative: Negative) -> bytes:
    """Write a negative (h, w, 3). Same values, same bytes."""
    return _png(_codes(negative)[..., ::-1])


def decode(data: bytes) -> Negative:
    """Read a negative as it was settled. Raises StudioError for anything else."""
    return _values(_read(data, 3)[..., ::-1])


def encode_layer(negative: Negative, matte: Matte) -> bytes:
    """Write an edit alone: what it shows, and as alpha where it counts (255: wholly)."""
    shown = _codes(negative)[..., ::-1] * (matte > 0)[..., None]
    alpha = matte.astype(np.uint16) * np.uint16(MOST // FULL)
    return _png(np.concatenate([shown, alpha[..., None]], axis=2))


def decode_layer(data: bytes) -> tuple[Negative, Matte]:
    """Read an edit and its matte. Raises StudioError for anything else."""
    codes = _read(data, 4)
    matte = (codes[..., 3] // np.uint16(MOST // FULL)).astype(np.uint8)
    return _values(codes[..., 2::-1]), matte


def _codes(negative: Negative) -> np.ndarray:
    return np.rint(settled(negative) * np.float64(MOST)).astype(np.uint16)


def _values(codes: np.ndarray) -> Negative:
    steps = np.rint(codes.astype(np.float64) * (STEPS / MOST))
    return np.ascontiguousarray(steps, np.float32) / np.float32(STEPS)


def _png(codes: np.ndarray) -> bytes:
    """Write BGR or BGRA codes, and say that they are sRGB."""
    _, file = cv2.imencode(".png", np.ascontiguousarray(codes), HOW)
    data = file.tobytes()
    name, intent = SRGB
    check = zlib.crc32(name + intent).to_bytes(4, "big")
    chunk = len(intent).to_bytes(4, "big") + name + intent + check
    return data[:HEADER] + chunk + data[HEADER:]


def _read(data: bytes, channels: int) -> np.ndarray:
    if not data.endswith(PNG_END):
        raise StudioError(UNREADABLE)
    codes = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if codes is None or codes.dtype != np.uint16 or codes.shape[2:] != (channels,):
        raise StudioError(UNREADABLE)
    return codes
