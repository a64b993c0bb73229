"""Colour like film: a grade turns a negative into a print, and leaves the negative as it was."""

from engine.grade.printing import graded

__all__ = ["graded"]
