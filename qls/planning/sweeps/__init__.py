"""A loop, or a list of circuits, that runs one circuit at many values: one PUB, found in a program's text."""
