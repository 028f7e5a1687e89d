"""The extension's own checks: types, and the choice of the server."""

from __future__ import annotations

import os

from drive import ROOT, run


def test_the_extension_type_checks_and_its_unit_tests_pass(editors):
    path = f"{editors.folder / 'node' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    run(["npm", "run", "check"], ROOT / "vscode-client", PATH=path)
    assert "fail 0" in run(["npm", "test"], ROOT / "vscode-client", PATH=path)
