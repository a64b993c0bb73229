"""Eyes one by one: measured, mended, inspected, and kept only if they are better for it."""

from engine.eyes.ask import Ask
from engine.eyes.measure import EyeMeasure, both, measure
from engine.eyes.mend import Mended, Repairer, mend
from engine.eyes.normal import NORMAL, Fault, Range, faults
from engine.eyes.optician import optician

__all__ = (
    "NORMAL",
    "Ask",
    "EyeMeasure",
    "Fault",
    "Mended",
    "Range",
    "Repairer",
    "both",
    "faults",
    "measure",
    "mend",
    "optician",
)
