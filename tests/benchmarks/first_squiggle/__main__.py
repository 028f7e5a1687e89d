"""``QLS_EDITORS=FOLDER python -m tests.benchmarks.first_squiggle``: from opening VS Code to the first squiggle.

With qls, and with an extension that underlines something as soon as it is started: what VS Code itself needs. The two
take turns, so that both meet the same load. FOLDER is an installation made by tests/editors/install.sh.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
EDITORS = HERE.parent.parent / "editors"
sys.path.insert(0, str(EDITORS))

from conftest import install  # noqa: E402
from drive import BELL, ROOT, Editors, project  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.first_squiggle", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="of each extension")
    runs = parser.parse_args().runs
    with installed(Path(os.environ["QLS_EDITORS"]).resolve()) as extensions:
        seen: dict[str, list[dict]] = {name: [] for name in extensions}
        for number in range(runs):
            for name, editors in extensions.items():
                fact = opened(editors)
                seen[name].append(fact)
                after = fact["squiggle"] - fact["text"]
                print(f"{number + 1} {name:8} text {fact['text']:6} ms, squiggle {after:5} ms after it", flush=True)
    print(f"\nload {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; medians of {runs} runs, in milliseconds")
    print(f"{'':8} {'text':>8} {'squiggle':>10} {'after the text':>16}")
    for name, facts in seen.items():
        text, squiggle = middle(facts, "text"), middle(facts, "squiggle")
        after = statistics.median(fact["squiggle"] - fact["text"] for fact in facts)
        print(f"{name:8} {text:8.0f} {squiggle:10.0f} {after:16.0f}")


@contextmanager
def installed(folder: Path) -> Iterator[dict[str, Editors]]:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        control = work / "control.vsix"
        vsce = ROOT / "vscode-client" / "node_modules" / ".bin" / "vsce"
        flags = ["--no-dependencies", "--skip-license", "--allow-missing-repository", "-o", str(control)]
        environment = {**os.environ, "PATH": f"{folder / 'node' / 'bin'}{os.pathsep}{os.environ['PATH']}"}
        subprocess.run(
            [vsce, "package", *flags], cwd=HERE / "control", env=environment, check=True, capture_output=True
        )
        extensions = {}
        for extension, package in (("control", control), ("qls", folder / "qls.vsix")):
            extensions[extension] = Editors(folder, work / extension, work / extension, work / "pictures")
            install(extensions[extension], package, work / extension)
        yield extensions


def opened(editors: Editors) -> dict:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        project(Path(name), {"bell.py": BELL})
        return editors.play(str(HERE / "open.mjs"), Path(name))


def middle(facts: list[dict], key: str) -> float:
    return statistics.median(fact[key] for fact in facts)


if __name__ == "__main__":
    main()
