"""The algebra of opflow, and the algorithms on it."""
