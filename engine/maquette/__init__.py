"""The camera that every machine has: a parametric person, lit and photographed by a path tracer."""
