"""The road between bot and worker: one protocol, several carriers."""
