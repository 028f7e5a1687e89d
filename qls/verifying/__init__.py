"""Does a migrated program still give its answer? Both are run, each in its environment, and what they show compared."""
