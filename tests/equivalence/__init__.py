"""Does a migrated program give the answer that the legacy one gave? Run both, and compare what they hold."""
