"""The tests of qls."""
