"""A machine that looks for the next wrong fix: it writes legacy programs, fixes them, runs them before and after."""
