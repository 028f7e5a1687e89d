"""What annotations name whose classes went."""

from __future__ import annotations

from qls.cases import Example, LeaveAlone

ANNOTATIONS = (
    Example(
        "annotations name the primitives' base classes of today",
        """\
from typing import Optional

from qiskit import QuantumCircuit
from qiskit.primitives import BaseEstimator, Estimator
from qiskit.quantum_info import SparsePauliOp


class Energy:
    def __init__(self, observable: SparsePauliOp, estimator: Optional[BaseEstimator] = None) -> None:
        self.observable = observable
        self.estimator: BaseEstimator = estimator or Estimator()

    def of(self, circuit: QuantumCircuit) -> float:
        return self.estimator.run(circuit, self.observable).result().values[0]


qc = QuantumCircuit(1)
qc.ry(0.4, 0)
value = Energy(SparsePauliOp("Z")).of(qc)
""",
        {
            "auto": """\
from typing import Optional

from qiskit import QuantumCircuit
from qiskit.primitives import BaseEstimatorV2, StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp


class Energy:
    def __init__(
        self, observable: SparsePauliOp, estimator: Optional[BaseEstimatorV2] = None
    ) -> None:
        self.observable = observable
        self.estimator: BaseEstimatorV2 = estimator or StatevectorEstimator()

    def of(self, circuit: QuantumCircuit) -> float:
        return self.estimator.run([(circuit, [self.observable])]).result()[0].data.evs[0]


qc = QuantumCircuit(1)
qc.ry(0.4, 0)
value = Energy(SparsePauliOp("Z")).of(qc)
"""
        },
    ),
    Example(
        "what is annotated with V1's own class is a V2 primitive now",
        """\
from qiskit import QuantumCircuit
from qiskit.primitives import Sampler, SamplerResult


def zero(sampler: Sampler, circuit: QuantumCircuit) -> float:
    result: "SamplerResult" = sampler.run(circuit, shots=400).result()
    return result.quasi_dists[0].get(0, 0)


qc = QuantumCircuit(1)
qc.h(0)
qc.measure_all()
value = zero(Sampler(), qc)
""",
        {
            "auto": """\
from qiskit import QuantumCircuit
from qiskit.primitives import BaseSamplerV2, SamplerResult, StatevectorSampler


def zero(sampler: BaseSamplerV2, circuit: QuantumCircuit) -> float:
    result: "SamplerResult" = sampler.run([circuit], shots=400).result()
    return {
        outcome: count / 400
        for outcome, count in sorted(result[0].data.meas.get_int_counts().items())
    }.get(0, 0)


qc = QuantumCircuit(1)
qc.h(0)
qc.measure_all()
value = zero(StatevectorSampler(), qc)
"""
        },
    ),
    Example(
        "an operator that only an annotation names",
        """\
from qiskit.opflow import PauliSumOp
from qiskit.providers import BackendV1
from qiskit.quantum_info import SparsePauliOp


def terms(operator: PauliSumOp | SparsePauliOp, backend: BackendV1 | None = None) -> int:
    return len(operator)


count = terms(SparsePauliOp(["X", "Z"]))
""",
        {
            "auto": """\
from qiskit.providers import Backend
from qiskit.quantum_info import SparsePauliOp


def terms(operator: SparsePauliOp | SparsePauliOp, backend: Backend | None = None) -> int:
    return len(operator)


count = terms(SparsePauliOp(["X", "Z"]))
"""
        },
    ),
)

LEFT = (
    LeaveAlone(
        "the class is asked for by isinstance too",
        "from qiskit.primitives import BaseEstimator\n\n\ndef check(estimator: BaseEstimator) -> bool:\n"
        "    return isinstance(estimator, BaseEstimator)\n",
        finding=True,
        because="what takes its place is used in another way",
    ),
    LeaveAlone(
        "a class is made from it",
        "from qiskit.primitives import BaseSampler\n\n\nclass Mine(BaseSampler):\n    other: BaseSampler\n",
        finding=True,
        because="what takes its place is used in another way",
    ),
    LeaveAlone(
        "functions are chosen by their annotations",
        "from functools import singledispatch\nfrom qiskit.primitives import BaseEstimator\n\n\n@singledispatch\n"
        "def run(estimator: BaseEstimator) -> None: ...\n",
        finding=True,
        because="the program may read its annotations",
    ),
)
