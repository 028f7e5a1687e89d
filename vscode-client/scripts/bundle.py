"""Puts into bundled/ what a private environment is made from: the wheel of this repository's qls, and what it needs.

qiskit is left out: the server never imports it, and it would be most of the download.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

CLIENT = Path(__file__).resolve().parent.parent
BUNDLED = CLIENT / "bundled"


def build_wheel() -> Path:
    shutil.rmtree(BUNDLED, ignore_errors=True)
    BUNDLED.mkdir()
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*command, "--wheel-dir", str(BUNDLED), str(CLIENT.parent)], check=True)
    (wheel,) = BUNDLED.glob("qls-*.whl")
    return wheel


def requirements(metadata: str) -> list[str]:
    """The plain dependencies of a wheel's METADATA, without those of extras and without qiskit."""
    wanted = Parser().parsestr(metadata).get_all("Requires-Dist", [])
    return [line for line in wanted if "extra ==" not in line and not re.match(r"qiskit\b(?!-)", line)]


def main() -> None:
    wheel = build_wheel()
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        needed = requirements(archive.read(name).decode("utf-8"))
    (BUNDLED / "requirements.txt").write_text("\n".join(needed) + "\n", encoding="utf-8")
    digest = hashlib.sha256(wheel.read_bytes() + "\n".join(needed).encode()).hexdigest()[:12]
    described = {"wheel": wheel.name, "version": wheel.name.split("-")[1], "digest": digest}
    (BUNDLED / "bundle.json").write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")
    print(f"bundled {wheel.name} with {len(needed)} requirements")


if __name__ == "__main__":
    main()
