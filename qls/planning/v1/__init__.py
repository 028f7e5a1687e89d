"""The V1 primitives and their results."""
