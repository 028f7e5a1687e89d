"""Modules and names that are gone."""
