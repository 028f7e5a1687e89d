"""Members and parameters that are gone: what is reported is gone, and all that is gone is reported."""

from __future__ import annotations

import json
import subprocess

import pytest

from qls import engine
from qls.catalogue import atlas, members
from qls.environment import newest
from tests.environments import NEW, python_of
from tests.recall import environment

_LOOK = """
import importlib, json, sys, warnings

warnings.simplefilter("ignore")
still = []
for owner, (made, names) in json.loads(sys.argv[1]).items():
    module, _, cls = owner.rpartition(".")
    one = eval(made, {cls: getattr(importlib.import_module(module), cls)})
    still += [f"{owner}.{name}" for name in names if hasattr(one, name)]
print(json.dumps(still))
"""
_PARAMETERS = atlas.functions_with_lost_parameters()
# By the path of their file these are other classes than by that of their package, and are taken for those.
_BY_THE_FILE = {
    (f"qiskit_ibm_runtime.{name}", parameter)
    for name in ("sampler.Sampler", "estimator.Estimator")
    for parameter in ("backend_name", "options")
}


def codes(text: str) -> list[str]:
    return [finding.code for finding in engine.analyse(text, newest()).findings]


def test_no_object_of_today_has_a_member_that_is_reported_as_gone():
    asked = json.dumps({owner: (made, sorted(members.lost_by(owner))) for owner, made in members.MADE.items()})
    done = subprocess.run([python_of(NEW), "-c", _LOOK, asked], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize("owner", sorted(members.MADE))
def test_every_member_that_is_gone_is_reported_where_it_is_read(owner: str):
    module, _, cls = owner.rpartition(".")
    if owner == "qiskit.providers.BackendV2":  # an abstract one
        module, cls = "qiskit.providers.fake_provider", "GenericBackendV2"
    made = members.MADE[owner]
    made = made if made.startswith(cls) else made.rpartition(".")[2]
    made = made.replace(f"{cls}.__new__({cls})", f"{cls}()")  # an account is needed to make one
    names = [name for name in sorted(members.lost_by(owner)) if not name.startswith("__")]
    for name in names:
        text = f"from {module} import {cls}\none = {made}\nprint(one.{name})\n"
        assert "QLS803" in codes(text), name


@pytest.mark.parametrize("function", _PARAMETERS)
def test_every_parameter_that_is_gone_is_reported_where_it_is_given(function: str):
    module, _, name = function.rpartition(".")
    owner, _, cls = module.rpartition(".")
    method = cls[:1].isupper()
    start = f"from {owner} import {cls}\n" if method else f"from {module} import {name}\n"
    called = f"{cls}.{name}" if method else name
    for parameter in members.lost_parameters(function):
        if (function, parameter) in _BY_THE_FILE:
            continue
        found = [f.code for f in engine.analyse(f"{start}{called}({parameter}=1)\n", environment()).findings]
        assert "QLS803" in found or (found and function.startswith(members.ELSEWHERE)), parameter


@pytest.mark.parametrize(
    "program",
    [
        "from qiskit.transpiler import generate_preset_pass_manager\ngenerate_preset_pass_manager(1, inst_map=None)\n",
        "from qiskit.transpiler.preset_passmanagers import generate_preset_pass_manager as passes\n"
        "passes(1, backend_properties=3)\n",
        "from qiskit.compiler import transpile\ntranspile(3, inst_map=None)\n",
        "import qiskit.compiler as tools\ntools.transpile(3, inst_map=None)\n",
        "from qiskit.transpiler.passmanager import PassManager\nPassManager().append(3, max_iteration=3)\n",
        "from qiskit.quantum_info.operators import Operator\nOperator(3).add(4)\n",
        "from qiskit.providers.aer.noise import NoiseModel\nNoiseModel.from_backend(3, standard_gates=True)\n",
    ],
)
def test_what_is_gone_is_reported_by_whatever_path_its_owner_is_imported(program: str):
    assert "QLS803" in codes(program)


@pytest.mark.parametrize(
    "program",
    [
        "import qiskit\nfrom mine import transpile\ntranspile(3, inst_map=None)\n",
        "import qiskit\nfrom qiskit_mine import Operator\nOperator(3).add(4)\n",
        "from qiskit import transpile\ntranspile(3, optimization_level=1)\n",
    ],
)
def test_what_another_package_has_of_that_name_is_not_reported(program: str):
    assert "QLS803" not in codes(program)
