"""How fast qls is, beside the servers that people use with it. Run ``python -m tests.benchmarks``."""
