"""The hooks, the action and the template for CI: their steps do what they say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from qls import __version__
from qls.cli.main import main
from tests.cli.running import CLEAN, LEGACY, LEGAL, installed, qls
from tests.environments import REPOSITORY

ACTION = REPOSITORY / ".github" / "actions" / "qls" / "action.yml"


def content(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def bash(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A step, with this Python and this repository's qls."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    variables = {**os.environ, "PATH": path, "PYTHONPATH": str(REPOSITORY), **environment}
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]
    return subprocess.run(command, capture_output=True, text=True, env=variables, stdin=subprocess.DEVNULL)


def step(name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
    """A step of the action, with ``inputs`` over its defaults."""
    action = content(ACTION)
    given = {key: inputs.get(key.replace("-", "_"), entry["default"]) for key, entry in action["inputs"].items()}
    [found] = [each for each in action["runs"]["steps"] if each["name"] == name]
    variables = {}
    for key, value in found["env"].items():
        variables[key] = given[value.removeprefix("${{ inputs.").removesuffix(" }}")]
    return bash(found["run"], **variables)


@pytest.mark.parametrize(("program", "status"), [(LEGACY, 1), (LEGAL, 0), (CLEAN, 0)])
def test_the_action_fails_where_something_is_broken(program: str, status: int) -> None:
    Path("a b").mkdir()
    Path("program.py").write_text(program)
    done = step("Check")
    assert done.returncode == status, done.stderr
    assert ("::error file=program.py,line=6" in done.stdout) == (status == 1)


def test_the_action_takes_its_inputs() -> None:
    Path("legacy.py").write_text(LEGACY)
    Path("other.py").write_text(CLEAN)
    assert step("Check", fail_on="never").returncode == 0
    assert step("Check", paths="other.py").returncode == 0
    assert step("Check", paths="other.py legacy.py").returncode == 1
    assert step("Check", args="--ignore QLS101").returncode == 0
    assert step("Report", sarif_file="r.sarif").returncode == 0
    assert len(json.loads(Path("r.sarif").read_text())["runs"][0]["results"]) == 1


def test_what_the_action_is_given_is_no_command() -> None:
    Path("other.py").write_text(CLEAN)
    step("Check", paths="other.py; touch made `touch made` $(touch made)", args="; touch made")
    assert not Path("made").exists()


def test_the_action_installs_this_repository() -> None:
    [install] = [each for each in content(ACTION)["runs"]["steps"] if each["name"] == "Install"]
    assert '"$GITHUB_ACTION_PATH/../../.."' in install["run"]
    assert (ACTION.parent / ".." / ".." / ".." / "pyproject.toml").resolve() == REPOSITORY / "pyproject.toml"


@pytest.mark.parametrize(("program", "status"), [(LEGACY, 1), (LEGAL, 0)])
def test_the_template_of_gitlab_writes_its_report(program: str, status: int) -> None:
    template = content(REPOSITORY / ".gitlab" / "qls.gitlab-ci.yml")
    Path("program.py").write_text(program)
    done = bash("\n".join(template["qls"]["script"]), **template["variables"])
    assert done.returncode == status, done.stderr
    [finding] = json.loads(Path(template["qls"]["artifacts"]["reports"]["codequality"]).read_text())
    assert finding["location"]["path"] == "program.py"


@pytest.mark.parametrize("hook", content(REPOSITORY / ".pre-commit-hooks.yaml"), ids=lambda hook: hook["id"])
def test_a_hook_takes_the_files_that_it_is_given(hook: dict[str, Any]) -> None:
    for name in ("legacy.py", "clean.py", "old.py"):
        Path(name).write_text(CLEAN if name == "clean.py" else LEGACY)
    Path("pyproject.toml").write_text('[tool.qls]\nexclude = ["old.py"]\n')
    program, command, *_ = hook["entry"].split()
    assert (program, command in main.commands) == ("qls", True)
    done = bash(f"python -m {hook['entry']} legacy.py clean.py old.py")
    assert done.returncode == (0 if command == "fix" else 1)
    assert ("SamplerV2" in Path("legacy.py").read_text()) == (command == "fix")
    assert Path("old.py").read_text() == LEGACY


def test_the_environment_that_pre_commit_makes_for_a_hook_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    installed("qiskit-1.4.0")
    Path("legal.py").write_text(LEGAL)
    monkeypatch.setenv("VIRTUAL_ENV", str(Path("old").absolute()))
    assert "qiskit 1.4.0 (the active environment)" in qls("check", "legal.py").stderr
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert "(the newest versions)" in qls("check", "legal.py").stderr


def test_every_part_has_the_same_version() -> None:
    for file in ("qls/jupyter/lab/package.json", "vscode-client/package.json"):
        assert json.loads((REPOSITORY / file).read_text("utf-8"))["version"] == __version__
    assert (REPOSITORY / "qls/py.typed").is_file()
