"""The primitives of qiskit itself: V1 (gone in 2.0) and V2."""

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from qiskit.providers import JobV1
from qiskit.result import QuasiDistribution
from qiskit.primitives.containers import BitArray as BitArray
from qiskit.primitives.containers import DataBin as DataBin
from qiskit.primitives.containers import PrimitiveResult as PrimitiveResult
from qiskit.primitives.containers import PubResult as PubResult
from qiskit.primitives.containers import SamplerPubResult as SamplerPubResult

ResultT = TypeVar("ResultT")

class BasePrimitiveJob(Generic[ResultT]):
    def result(self) -> ResultT: ...
    def status(self) -> Any: ...
    def job_id(self) -> str: ...
    def done(self) -> bool: ...
    def running(self) -> bool: ...
    def cancelled(self) -> bool: ...
    def in_final_state(self) -> bool: ...
    def cancel(self) -> Any: ...

class PrimitiveJob(BasePrimitiveJob[ResultT]): ...

class SamplerResult:
    quasi_dists: list[QuasiDistribution]
    metadata: list[dict]
    num_experiments: int

class EstimatorResult:
    values: Any
    metadata: list[dict]
    num_experiments: int

class BaseSamplerV1:
    options: Any
    def set_options(self, **fields) -> None: ...
    def run(self, circuits, parameter_values=..., **run_options) -> PrimitiveJob[SamplerResult]: ...

class BaseEstimatorV1:
    options: Any
    def set_options(self, **fields) -> None: ...
    def run(self, circuits, observables, parameter_values=..., **run_options) -> PrimitiveJob[EstimatorResult]: ...

class Sampler(BaseSamplerV1):
    def __init__(self, *, options=...) -> None: ...

class Estimator(BaseEstimatorV1):
    def __init__(self, *, options=...) -> None: ...

class BackendSampler(BaseSamplerV1):
    def __init__(self, backend, options=..., bound_pass_manager=..., skip_transpilation=...) -> None: ...

class BackendEstimator(BaseEstimatorV1):
    def __init__(self, backend, options=..., abelian_grouping=..., bound_pass_manager=..., skip_transpilation=...) -> None: ...

class BaseSamplerV2:
    options: Any
    def run(self, pubs, *, shots=...) -> PrimitiveJob[PrimitiveResult[SamplerPubResult]]: ...

class BaseEstimatorV2:
    options: Any
    def run(self, pubs, *, precision=...) -> PrimitiveJob[PrimitiveResult[PubResult]]: ...

class StatevectorSampler(BaseSamplerV2):
    def __init__(self, *, default_shots=..., seed=...) -> None: ...

class StatevectorEstimator(BaseEstimatorV2):
    def __init__(self, *, default_precision=..., seed=...) -> None: ...

class BackendSamplerV2(BaseSamplerV2):
    def __init__(self, *, backend, options=...) -> None: ...

class BackendEstimatorV2(BaseEstimatorV2):
    def __init__(self, *, backend, options=...) -> None: ...

BaseSampler = BaseSamplerV1
BaseEstimator = BaseEstimatorV1
