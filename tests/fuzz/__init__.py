"""Fuzzers: each round is made from a seed, and says how many things it tried and which of them failed."""
