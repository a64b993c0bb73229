"""Open Image Denoise, called by ctypes on the library that the pyoidn wheel carries."""

import ctypes
import importlib.util
import logging
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np

from engine.maquette.body import Floats

CPU = 1  # OIDN_DEVICE_TYPE_CPU
FLOAT3 = 3  # OIDN_FORMAT_FLOAT3
QUALITY = {"fast": 4, "balanced": 5, "high": 6}  # OIDN_QUALITY_*
BRIGHTEST = 60.0  # a lone lamp reflection must not ring through the network

log = logging.getLogger(__name__)


def library() -> Path | None:
    """Where the wheel keeps the library; None if it is not installed."""
    spec = importlib.util.find_spec("pyoidn")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0]) / "oidn" / "lib"
    names = ("libOpenImageDenoise.so.2", "libOpenImageDenoise.2.dylib", "OpenImageDenoise.dll")
    return next((folder / n for n in names if (folder / n).is_file()), None)


@lru_cache(maxsize=1)
def opened() -> tuple[Any, Any] | None:
    """Open the library and its CPU device, once; None after a warning if that cannot be."""
    path = library()
    if path is None:
        log.warning("Pictures stay noisy, because the package pyoidn is not installed.")
        return None
    try:
        for helper in path.parent.glob("libtbb.so.12"):
            ctypes.CDLL(str(helper), ctypes.RTLD_GLOBAL)
        oidn = ctypes.CDLL(str(path))
    except OSError as error:
        log.warning("Pictures stay noisy, because the denoiser cannot be loaded: %s.", error)
        return None
    _declare(oidn)
    device = oidn.oidnNewDevice(CPU)
    oidn.oidnCommitDevice(device)
    return oidn, device


def _declare(oidn: Any) -> None:
    pointer, text, size = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t
    image = [pointer, text, pointer, ctypes.c_int, size, size, size, size, size]
    oidn.oidnNewDevice.restype = pointer
    oidn.oidnNewDevice.argtypes = [ctypes.c_int]
    oidn.oidnCommitDevice.argtypes = [pointer]
    oidn.oidnNewFilter.restype = pointer
    oidn.oidnNewFilter.argtypes = [pointer, text]
    oidn.oidnSetSharedFilterImage.argtypes = image
    oidn.oidnSetFilterBool.argtypes = [pointer, text, ctypes.c_bool]
    oidn.oidnSetFilterInt.argtypes = [pointer, text, ctypes.c_int]
    oidn.oidnCommitFilter.argtypes = [pointer]
    oidn.oidnExecuteFilter.argtypes = [pointer]
    oidn.oidnReleaseFilter.argtypes = [pointer]
    oidn.oidnGetDeviceError.argtypes = [pointer, ctypes.POINTER(text)]
    oidn.oidnGetDeviceError.restype = ctypes.c_int


def denoise(
    colour: Floats,
    albedo: Floats,
    normal: Floats,
    quality: Literal["fast", "balanced", "high"] = "balanced",
) -> Floats:
    """Clean a linear HDR picture (h, w, 3) that was sampled with a box filter.

    Without the library the picture comes back as it was, after one warning. Raises RuntimeError
    with the library's own words if it refuses.
    """
    loaded = opened()
    colour = np.ascontiguousarray(np.minimum(colour, BRIGHTEST), np.float32)
    if loaded is None:
        return colour
    oidn, device = loaded
    clean = np.empty_like(colour)
    guides = {b"color": colour, b"output": clean}
    guides[b"albedo"] = np.ascontiguousarray(albedo, np.float32)
    guides[b"normal"] = np.ascontiguousarray(normal, np.float32)
    height, width, _ = colour.shape
    job = oidn.oidnNewFilter(device, b"RT")
    for name, pixels in guides.items():
        address = pixels.ctypes.data
        oidn.oidnSetSharedFilterImage(job, name, address, FLOAT3, width, height, 0, 0, 0)
    oidn.oidnSetFilterBool(job, b"hdr", True)  # noqa: FBT003 - C
    oidn.oidnSetFilterInt(job, b"quality", QUALITY[quality])
    oidn.oidnCommitFilter(job)
    oidn.oidnExecuteFilter(job)
    oidn.oidnReleaseFilter(job)
    words = ctypes.c_char_p()
    if oidn.oidnGetDeviceError(device, ctypes.byref(words)):
        raise RuntimeError(f"The denoiser failed: {(words.value or b'').decode()}.")
    return clean
