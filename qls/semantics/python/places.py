"""What an object in the machine's heap goes by."""

from __future__ import annotations

# The call that made it, and the calls around; before them, where one call makes several objects, which of them.
Place = tuple[object, ...]

# The loops in whose current round something was made.
Loops = tuple[Place, ...]
