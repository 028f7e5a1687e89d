"""The chain of a sampling site: its call, its backend, its readers."""
