"""Every sentence that a person can see stands in a file that was read."""

from __future__ import annotations

import re

from tests.sentences import FILE, rendered

# Words that only who wrote them understands, and what else no sentence has.
_WRONG = re.compile(
    r"checked against|begin so\b|\bnowhere today\b|`[^`]* with a [^`]*`|\[\]`|\bNone\.$|  +[a-z]+ in sight`"
)


def test_what_people_read_is_what_was_reviewed() -> None:
    written = FILE.read_text(encoding="utf-8").splitlines()
    now = rendered().splitlines()
    news = [f"+{line}" for line in now if line not in set(written)]
    gone = [f"-{line}" for line in written if line not in set(now)]
    assert now == written, "\n".join(
        ["read what changed, mend it, then write it anew: python -m tests.sentences", *gone[:20], *news[:20]]
    )


def test_no_sentence_has_words_that_were_mended() -> None:
    assert [line for line in FILE.read_text(encoding="utf-8").splitlines() if _WRONG.search(line)] == []
