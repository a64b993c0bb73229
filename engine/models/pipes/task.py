"""A pipeline for one job: the loaded components, a class for the task, a scheduler of its own.

Never `from_pipe` of a concrete class: it casts the shared components to float32 behind our back.
"""

import inspect
from collections.abc import Mapping
from typing import Any

import diffusers


def made(name: str, components: Mapping[str, Any], more: Mapping[str, Any]) -> Any:
    """A pipeline of class `name` over `components`, with the arguments in `more` that it takes.

    Components are shared with every other pipeline over them; the scheduler is not.
    """
    cls = getattr(diffusers, name)
    known = {**components, **more}
    scheduler = components["scheduler"]
    known["scheduler"] = type(scheduler).from_config(scheduler.config)
    takes = list(inspect.signature(cls.__init__).parameters)[1:]
    pipe = cls(**{each: known[each] for each in takes if each in known})
    pipe.set_progress_bar_config(disable=True)
    return pipe
