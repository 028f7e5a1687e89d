"""Pins of dead versions: found in every form, and brought up to date without touching anything else."""

from __future__ import annotations

import pytest
from packaging.version import Version

from qls import pins
from qls.environment import Environment, newest
from qls.syntax.text import TextEdit, apply_edits


def fixed(text: str, kind: str) -> str:
    found = pins.dead(pins.pins(text, kind), newest())
    return apply_edits(text, [TextEdit(each.pin.span, each.text) for each in found if each.text is not None])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("qiskit==0.45.0\n", "qiskit>=2.6\n"),
        ("numpy==1.23\nQiskit ~= 0.25  # the last one\n", "numpy==1.23\nqiskit>=2.6  # the last one\n"),
        (
            "qiskit[visualization]<1.0; python_version < '3.12'\n",
            "qiskit[visualization]>=2.6; python_version < '3.12'\n",
        ),
        ("qiskit_aer >=0.11, <0.14\n", "qiskit-aer>=0.18\n"),
        ("qiskit-ibm-runtime==0.20.0\n", "qiskit-ibm-runtime>=0.51\n"),
        ("qiskit-algorithms==0.3.*\r\n", "qiskit-algorithms>=0.4\r\n"),
        ("qiskit-terra==0.22.4", "qiskit>=2.6"),
        ("qiskit-ibmq-provider\n", "qiskit-ibm-runtime>=0.51\n"),
    ],
)
def test_a_requirement_of_a_dead_version_is_brought_up_to_date(before: str, after: str):
    assert fixed(before, "requirements") == after
    assert fixed(after, "requirements") == after


@pytest.mark.parametrize(
    "line",
    [
        "qiskit",
        "qiskit>=0.45",
        "qiskit~=1.4",
        "qiskit==2.6.2",
        "qiskit>=3",
        "qiskit==3.1.4",
        "qiskit==1.2.4.post1",
        "qiskit>=1,<2",
        "# qiskit==0.45.0",
        "-r qiskit==0.45.0",
        "qiskit-nature==0.5.0",
        "qiskit-machine-learning<0.7",
        "my-qiskit==0.1",
        "qiskit @ git+https://example.org/qiskit==0.45",
        "qiskit==0.45.0-not-a-version!",
    ],
)
def test_what_admits_a_living_version_or_is_none_of_these_packages_stays(line: str):
    assert pins.dead(pins.pins(f"{line}\n", "requirements"), newest()) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("qiskit==0.45.0 --hash=sha256:00\n", "its hashes are those of its version"),
        ("qiskit==0.45.0 \\\n    --hash=sha256:00\n", "its hashes are those of its version"),
        ("qiskit-ignis==0.7\n", "nothing is known to take its place"),
        ("qiskit\nqiskit-terra==0.22\n", "`qiskit` is there already: take this one out"),
    ],
)
def test_what_has_nothing_to_take_its_place_is_only_explained(text: str, reason: str):
    [found] = pins.dead(pins.pins(text, "requirements"), newest())
    assert (found.text, found.reason) == (None, reason)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '[project]\ndependencies = ["numpy", "qiskit==0.45"]\n',
            '[project]\ndependencies = ["numpy", "qiskit>=2.6"]\n',
        ),
        (
            "[project.optional-dependencies]\nsim = [\n  'qiskit-aer<0.13',  # old\n]\n",
            "[project.optional-dependencies]\nsim = [\n  'qiskit-aer>=0.18',  # old\n]\n",
        ),
        ('[dependency-groups]\ndev = ["qiskit~=0.44"]\n', '[dependency-groups]\ndev = ["qiskit>=2.6"]\n'),
        ('[tool.poetry.dependencies]\nqiskit = "^0.45"\n', '[tool.poetry.dependencies]\nqiskit = ">=2.6"\n'),
        (
            '[tool.poetry.group.dev.dependencies]\nqiskit = {version = "~0.45", extras = ["all"]}\n',
            '[tool.poetry.group.dev.dependencies]\nqiskit = {version = ">=2.6", extras = ["all"]}\n',
        ),
    ],
)
def test_pyproject_keeps_all_but_its_pin(before: str, after: str):
    assert fixed(before, "pyproject") == after
    assert fixed(after, "pyproject") == after


@pytest.mark.parametrize(
    "text",
    [
        '[project]\nkeywords = ["qiskit==0.45"]\n',
        '[project]\nname = "x"\nversion = "1"\n[tool.poetry.dependencies]\nqiskit = "^1.2"\nqiskit-aer = "*"\n',
        '[tool.other]\nqiskit = "0.45"\n',
        '[project\ndependencies = ["qiskit==0.45"]\n',
    ],
)
def test_pyproject_is_read_where_it_lists_requirements(text: str):
    assert fixed(text, "pyproject") == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  - qiskit=0.25\n", "  - qiskit>=2.6\n"),
        ("  - conda-forge::qiskit=0.45.3=py311_0\n", "  - conda-forge::qiskit>=2.6\n"),
        ("  - pip:\n    - qiskit-aer==0.12\n", "  - pip:\n    - qiskit-aer>=0.18\n"),
        ("  - qiskit=1.4\n  - qiskit\n  - python=3.11\n", "  - qiskit=1.4\n  - qiskit\n  - python=3.11\n"),
    ],
)
def test_environments_of_conda(before: str, after: str):
    head = "name: old\ndependencies:\n"
    assert fixed(head + before, "conda") == head + after


def test_setup_cfg_is_read_in_its_options():
    before = "[metadata]\nname = x\n[options]\ninstall_requires =\n    qiskit==0.45\n[other]\nqiskit==0.45\n"
    assert fixed(before, "setup") == before.replace("    qiskit==0.45", "    qiskit>=2.6")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("!pip install qiskit==0.25", '!pip install "qiskit>=2.6"'),
        ("%pip install -q 'qiskit[visualization]<1' numpy", '%pip install -q "qiskit[visualization]>=2.6" numpy'),
        (
            "!python -m pip install qiskit==0.45 qiskit-aer==0.13",
            '!python -m pip install "qiskit>=2.6" "qiskit-aer>=0.18"',
        ),
        ("  !pip3 install qiskit-terra", '  !pip3 install "qiskit>=2.6"'),
        ("!pip install qiskit", "!pip install qiskit"),
        ("# !pip install qiskit==0.25", "# !pip install qiskit==0.25"),
        ("!pip uninstall qiskit==0.25", "!pip uninstall qiskit==0.25"),
    ],
)
def test_a_command_in_a_notebook(before: str, after: str):
    assert fixed(f"{before}\nx = 1\n", "shell") == f"{after}\nx = 1\n"


def test_where_an_old_qiskit_is_installed_its_pins_are_meant():
    old = Environment({"qiskit": Version("0.45.3")}, "--python old")
    assert pins.dead(pins.pins("qiskit==0.45.3\n", "requirements"), old) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("requirements.txt", "requirements"),
        ("requirements-dev.txt", "requirements"),
        ("pyproject.toml", "pyproject"),
        ("environment.yml", "conda"),
        ("environment.yaml", "conda"),
        ("setup.cfg", "setup"),
        ("notes.txt", ""),
        ("setup.py", ""),
    ],
)
def test_files_are_known_by_their_names(name: str, kind: str):
    assert pins.kind_of(name) == kind


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('setup(install_requires=["numpy", "qiskit==0.45"])\n', 'setup(install_requires=["numpy", "qiskit>=2.6"])\n'),
        (
            "é = 1; setup(extras_require={'é': ['qiskit-aer<0.13; x']})\n",
            "é = 1; setup(extras_require={'é': ['qiskit-aer>=0.18; x']})\n",
        ),
        (
            "needs = [\n    'qiskit~=0.45',  # old\n]\nsetup(install_requires=needs + more)\n",
            "needs = [\n    'qiskit>=2.6',  # old\n]\nsetup(install_requires=needs + more)\n",
        ),
        (
            'setup(packages=["qiskit_terra"], name="qiskit==0.4")\n',
            'setup(packages=["qiskit_terra"], name="qiskit==0.4")\n',
        ),
        ('setup(install_requires="""\nqiskit==0.45\n""")\n', 'setup(install_requires="""\nqiskit==0.45\n""")\n'),
        ("setup(install_requires=['qiskit==0.45'\n", "setup(install_requires=['qiskit==0.45'\n"),
    ],
)
def test_a_setup_py_is_a_program_with_requirements(before: str, after: str):
    assert pins.pins_in("setup.py") and not pins.kind_of("setup.py")
    assert fixed(before, "setup.py") == after
