"""discord.py reaches for `audioop`, which leaves Python in 3.13: its warning is not ours."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import discord  # noqa: F401 - imported first here, and warns no more
