"""Operators of opflow's algebra, as values that flow through a program."""
