"""Programs before and after, and programs to leave alone, that their pages have no room for."""
