"""Real editors: collected only where QLS_EDITORS names an installation made by install.sh."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

INSTALLED = os.environ.get("QLS_EDITORS", "")
collect_ignore_glob = [] if INSTALLED else ["test_*.py"]


@pytest.fixture(scope="session")
def editors(tmp_path_factory):
    from drive import Editors, pictures

    folder = Path(INSTALLED).resolve()
    work = tmp_path_factory.mktemp("extensions")
    found = Editors(folder, work / "qls", work / "stub-python", pictures())
    install(found, folder / "qls.vsix", found.extensions)
    install(found, folder / "stub-python.vsix", found.stub_python)
    return found


def install(editors, package, into):
    """What a user does with a .vsix, into an extensions folder of its own."""
    work = into.with_suffix(".installing")
    work.mkdir()
    config = work / "config.yaml"
    config.write_text("", encoding="utf-8")
    places = [f"--user-data-dir={work}", f"--extensions-dir={into}", f"--config={config}"]
    subprocess.run(
        [str(editors.node), str(editors.code_server), *places, f"--install-extension={package}"],
        env={**os.environ, "XDG_CONFIG_HOME": str(work), "XDG_DATA_HOME": str(work)},
        check=True,
        capture_output=True,
    )
