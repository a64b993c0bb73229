"""What a file is, and how many pixels it has, from its first bytes. It decodes nothing.

Sources: PNG (W3C), GIF89a, RFC 9649 (WebP), ITU T.81 (JPEG), ISO 14496-12 (MP4).
"""

import struct
from struct import unpack_from

Size = tuple[int, int]
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOF0 to SOF15


def sniff(data: bytes) -> tuple[str | None, Size | None]:
    """The media type and (width, height); None for what cannot be told."""
    try:
        return _told(data)
    except (struct.error, IndexError):
        return None, None


def _told(data: bytes) -> tuple[str | None, Size | None]:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png", unpack_from(">II", data, 16)
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif", unpack_from("<HH", data, 6)
    if data[:3] == b"\xff\xd8\xff":
        return "image/jpeg", _jpeg(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp", _webp(data)
    if data[4:8] == b"ftyp":
        kind = "video/quicktime" if data[8:12] == b"qt  " else "video/mp4"
        return kind, _mp4(data, 0, len(data))
    return None, None


def _jpeg(data: bytes) -> Size | None:
    at = 2
    while at + 9 < len(data):
        marker, length = data[at + 1], unpack_from(">H", data, at + 2)[0]
        if marker in JPEG_FRAMES:
            height, width = unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + length
    return None


def _webp(data: bytes) -> Size | None:
    match data[12:16]:
        case b"VP8X":
            wide = int.from_bytes(data[24:27], "little") + 1
            return wide, int.from_bytes(data[27:30], "little") + 1
        case b"VP8L":
            word = unpack_from("<I", data, 21)[0]  # 14 bits each, after a signature byte
            return (word & 0x3FFF) + 1, (word >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = unpack_from("<HH", data, 26)
            return width & 0x3FFF, height & 0x3FFF  # the upper bits are a scale
        case _:
            return None


def _mp4(data: bytes, at: int, end: int) -> Size | None:
    """The first track header with a size."""
    while at + 8 <= end:
        length, kind = unpack_from(">I4s", data, at)
        head = 8
        if length == 1:  # a 64-bit length follows
            length, head = unpack_from(">Q", data, at + 8)[0], 16
        length = length or end - at
        if length < head:
            return None
        if kind in (b"moov", b"trak"):
            if size := _mp4(data, at + head, min(end, at + length)):
                return size
        elif kind == b"tkhd":
            width, height = unpack_from(">II", data, at + length - 8)  # 16.16 fixed point
            return (width >> 16, height >> 16) if width and height else None
        at += length
    return None
