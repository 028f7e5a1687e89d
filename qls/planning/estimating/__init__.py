"""Expectation values by hand: how they are recognised, and become a call of an estimator."""
