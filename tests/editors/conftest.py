"""Real editors: collected only where QLS_EDITORS names an installation made by install.sh."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

INSTALLED = os.environ.get("QLS_EDITORS", "")
collect_ignore_glob = [] if INSTALLED else ["test_*.py"]


@pytest.fixture(scope="session")
def editors(tmp_path_factory):
    from drive import Editors, pictures

    folder = Path(INSTALLED).resolve()
    work = tmp_path_factory.mktemp("extensions")
    found = Editors(folder, work / "installed", pictures())
    entry = folder / "vscode" / "node_modules" / "code-server" / "out" / "node" / "entry.js"
    (work / "config.yaml").write_text("", encoding="utf-8")
    places = ["--user-data-dir", str(work / "data"), "--extensions-dir", str(found.extensions)]
    subprocess.run(
        [str(found.node), str(entry), *places, "--config", str(work / "config.yaml"), "--install-extension", str(folder / "qls.vsix")],
        env={**os.environ, "XDG_CONFIG_HOME": str(work), "XDG_DATA_HOME": str(work)},
        check=True,
        capture_output=True,
    )
    return found
