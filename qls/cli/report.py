"""``qls report``: what is found and what would change, as Markdown or as one HTML page that asks for nothing."""

from __future__ import annotations

import difflib
import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qls import __version__
from qls.cli import diffs, output
from qls.cli.found import FileOutcome, Found
from qls.files import Unreadable
from qls.syntax.text import visible

FORMS = ("html", "markdown")
_CONTEXT = 3  # lines around a change
_WAYS = {"fix": "fixed by `qls fix`", "asked": "has a fix that must be asked for", "none": "only explained"}
Row = tuple[str, int, str, int, str]  # what it is (same, changed, gap), and each side's number and line


@dataclass(frozen=True)
class Reported:
    """A file with its content before; its outcome has that after, where something would change."""

    outcome: FileOutcome
    before: bytes

    @property
    def path(self) -> str:
        return self.outcome.path

    def parts(self) -> list[diffs.Part]:
        """What would change, with the lines before and after: the whole file, or in a notebook cell by cell."""
        if self.outcome.content is None:
            return []
        try:
            return diffs.parts(self.path, self.before, self.outcome.content)
        except (Unreadable, UnicodeDecodeError):
            return []


def rendered(form: str, reported: Sequence[Reported]) -> str:
    """The report in one of ``FORMS``."""
    return _html(reported) if form == "html" else _markdown(reported)


def _way(found: Found) -> str:
    return "none" if found.fix is None else "asked" if found.fix.needs else "fix"


def _offer(found: Found) -> str:
    if found.fix is None:
        return f"Not edited, because {found.reason}." if found.reason else "Only explained."
    needs = f" [{' '.join(found.fix.needs)}]" if found.fix.needs else ""
    changes = f" What changes: {found.fix.changes}" if found.fix.changes else ""
    return f"Fix ({found.fix.safety}): {found.fix.title}{needs}.{changes}"


def _place(found: Found) -> str:
    return f"cell {found.cell}:{found.line}" if found.cell is not None else str(found.line)


def _summary(reported: Sequence[Reported]) -> str:
    return output.check_summary([each.outcome for each in reported])


# Markdown


def _markdown(reported: Sequence[Reported]) -> str:
    lines = ["# Legacy Qiskit", "", *(_words(line) for line in _summary(reported).splitlines()), ""]
    for each in reported:
        if not each.outcome.found and not each.outcome.problems:
            continue
        lines += [f"## {_words(each.path)}", ""]
        lines += [f"- {_words(reason)}" for reason in each.outcome.problems]
        for found in each.outcome.found:
            head = f"{_place(found)}: **{found.code}** {found.severity}: {_words(found.message)}"
            lines += [f"- {head}", f"  {_words(_offer(found))}"]
        lines.append("")
        for title, old, new in each.parts():
            diff = [line.rstrip("\r\n") for line in difflib.unified_diff(old, new, n=_CONTEXT)][2:]
            fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", "\n".join(diff))), 3)
            lines += [*([f"{title}:", ""] if title else []), f"{fence}diff", *map(visible_line, diff), fence, ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def visible_line(line: str) -> str:
    """A line of code without what a terminal would act on; its tabs stay."""
    return "\t".join(map(visible, line.split("\t")))


def _words(text: str) -> str:
    """Text in which nothing but code in backticks is Markdown or HTML."""
    parts = re.split(r"(`[^`\n]+`)", visible(text))
    return "".join(
        part if at % 2 else re.sub(r"([\\*_\[\]#<>|`])", r"\\\1", part).replace("&", "&amp;")
        for at, part in enumerate(parts)
    )


# HTML


def _rows(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """Both sides, line by line, with a gap where nothing changes."""
    groups = difflib.SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_CONTEXT)
    for number, group in enumerate(groups):
        if number:
            yield "gap", 0, "", 0, ""
        for tag, old_from, old_to, new_from, new_to in group:
            for at in range(max(old_to - old_from, new_to - new_from)):
                left, right = old_from + at, new_from + at
                has_left, has_right = left < old_to, right < new_to
                yield (
                    "same" if tag == "equal" else "changed",
                    left + 1 if has_left else 0,
                    old[left] if has_left else "",
                    right + 1 if has_right else 0,
                    new[right] if has_right else "",
                )


def _html(reported: Sequence[Reported]) -> str:
    found = [each for report in reported for each in report.outcome.found]
    body = [f"<h1>Legacy Qiskit</h1><p>{'<br>'.join(_code(line) for line in _summary(reported).splitlines())}</p>"]
    body.append(_filters(found))
    body += [_file(each) for each in reported if each.outcome.found or each.outcome.problems]
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "script-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width"><title>Legacy Qiskit</title>'
        f"<style>{_STYLE}</style></head>\n<body>{''.join(body)}"
        f'<p id="none" hidden>Nothing is like that.</p><footer>qls {html.escape(__version__)}</footer>'
        f"<script>{_SCRIPT}</script></body></html>\n"
    )


def _filters(found: Sequence[Found]) -> str:
    def choice(name: str, label: str, values: dict[str, str]) -> str:
        options = "".join(f'<option value="{_escaped(key)}">{_escaped(said)}</option>' for key, said in values.items())
        return f'<label>{label} <select id="{name}"><option value="">all</option>{options}</select></label> '

    codes = Counter(each.code for each in found)
    names = {each.code: each.name for each in found}
    severities = Counter(each.severity for each in found)
    ways = Counter(map(_way, found))
    return (
        '<form id="filters">'
        + choice("code", "Code", {code: f"{code} {names[code]} ({codes[code]})" for code in sorted(codes)})
        + choice("severity", "Severity", {key: f"{key} ({number})" for key, number in sorted(severities.items())})
        + choice("way", "Fix", {key: f"{_WAYS[key]} ({ways[key]})" for key in _WAYS if ways[key]})
        + '<label>Text <input id="text" type="search"></label></form>'
    )


def _file(reported: Reported) -> str:
    rows = "".join(
        f'<li data-code="{_escaped(each.code)}" data-severity="{_escaped(each.severity)}" data-way="{_way(each)}">'
        f'<b class="{_escaped(each.severity)}">{_escaped(each.code)}</b> '
        f'<span class="at">{_escaped(_place(each))}</span> '
        f"{_code(each.message)}{_source(each)}<p>{_code(_offer(each))}</p></li>"
        for each in reported.outcome.found
    )
    problems = "".join(f'<p class="problem">{_code(reason)}</p>' for reason in reported.outcome.problems)
    diffs = "".join(_diff(*part) for part in reported.parts())
    shown = f"<details open><summary>What would change</summary>{diffs}</details>" if diffs else ""
    return f"<section><h2>{_escaped(reported.path)}</h2>{problems}<ul>{rows}</ul>{shown}</section>\n"


def _source(found: Found) -> str:
    return f"<pre>{_escaped(found.source.strip())}</pre>" if found.source.strip() else ""


def _diff(title: str, old: list[str], new: list[str]) -> str:
    rows = []
    for kind, left, before, right, after in _rows(old, new):
        if kind == "gap":
            rows.append('<tr class="gap"><td colspan="4">⋯</td></tr>')
            continue
        gone, come = (" gone" if kind == "changed" and left else ""), (" come" if kind == "changed" and right else "")
        rows.append(
            f'<tr><td class="n">{left or ""}</td><td class="c{gone}">{_escaped(before.rstrip())}</td>'
            f'<td class="n">{right or ""}</td><td class="c{come}">{_escaped(after.rstrip())}</td></tr>'
        )
    head = f"<caption>{_escaped(title)}</caption>" if title else ""
    return (
        f"<table>{head}<thead><tr><th></th><th>before</th><th></th><th>after</th></tr></thead>{''.join(rows)}</table>"
    )


def _escaped(text: str) -> str:
    return html.escape(visible_line(text))


def _code(text: str) -> str:
    """Words, with what stands in backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", _escaped(text))


_STYLE = """
:root{color-scheme:light dark;--line:#8884;--gone:#ff000022;--come:#00aa0022}
body{font:15px/1.45 system-ui,sans-serif;max-width:80rem;margin:2rem auto;padding:0 1rem}
h2{font-size:1.05rem;border-bottom:1px solid var(--line);padding-bottom:.2rem;margin-top:2rem;overflow-wrap:anywhere}
form{display:flex;flex-wrap:wrap;gap:1rem;position:sticky;top:0;background:Canvas;padding:.6rem 0;
 border-bottom:1px solid var(--line)}
ul{list-style:none;padding:0}li{margin:.6rem 0;padding-left:.8rem;border-left:3px solid var(--line)}
li p{margin:.2rem 0;opacity:.85}
pre,code,.c,.n{font-family:ui-monospace,monospace;font-size:.86rem}pre{margin:.2rem 0;overflow-x:auto}.at{opacity:.65}
.error{color:#c62828}.warning{color:#b26a00}.information{color:#1565c0}.hint{color:#00838f}.problem{color:#c62828}
table{border-collapse:collapse;width:100%;table-layout:fixed;margin:.5rem 0;border:1px solid var(--line)}
caption,th{text-align:left;font-weight:600;padding:.15rem .5rem}th:nth-child(odd){width:3rem}
.n{text-align:right;opacity:.5;padding:0 .4rem;user-select:none}
.c{white-space:pre-wrap;overflow-wrap:anywhere;padding:0 .4rem}
td{vertical-align:top}.gone{background:var(--gone)}.come{background:var(--come)}.gap td{text-align:center;opacity:.5}
summary{cursor:pointer}footer{opacity:.6;margin:2rem 0}[hidden]{display:none}
""".strip()
_SCRIPT = """
const at = id => document.getElementById(id), keys = ["code", "severity", "way"];
function show() {
  const text = at("text").value.toLowerCase(); let any = false;
  for (const file of document.querySelectorAll("section")) {
    let some = false; const named = file.querySelector("h2").textContent.toLowerCase().includes(text);
    for (const row of file.querySelectorAll("li")) {
      const wanted = keys.every(key => !at(key).value || row.dataset[key] === at(key).value);
      row.hidden = !(wanted && (named || row.textContent.toLowerCase().includes(text)));
      some = some || !row.hidden;
    }
    file.hidden = !some && (keys.some(key => at(key).value) || !named); any = any || !file.hidden;
  }
  at("none").hidden = any;
}
at("filters").addEventListener("input", show);
at("filters").addEventListener("submit", event => event.preventDefault());
""".strip()
