from qiskit.primitives import (
    BaseEstimatorV1,
    BaseEstimatorV2,
    BaseSamplerV1,
    BaseSamplerV2,
    EstimatorResult,
    PrimitiveJob,
    PrimitiveResult,
    PubResult,
    SamplerPubResult,
    SamplerResult,
)

class Sampler(BaseSamplerV1):
    def __init__(self, *, backend_options=..., transpile_options=..., run_options=..., skip_transpilation=...) -> None: ...
    def run(self, circuits, parameter_values=..., **run_options) -> PrimitiveJob[SamplerResult]: ...

class Estimator(BaseEstimatorV1):
    def __init__(
        self,
        *,
        backend_options=...,
        transpile_options=...,
        run_options=...,
        approximation=...,
        skip_transpilation=...,
        abelian_grouping=...,
    ) -> None: ...
    def run(self, circuits, observables, parameter_values=..., **run_options) -> PrimitiveJob[EstimatorResult]: ...

class SamplerV2(BaseSamplerV2):
    def __init__(self, *, default_shots=..., seed=..., options=...) -> None: ...
    @classmethod
    def from_backend(cls, backend, **options) -> SamplerV2: ...
    def run(self, pubs, *, shots=...) -> PrimitiveJob[PrimitiveResult[SamplerPubResult]]: ...

class EstimatorV2(BaseEstimatorV2):
    def __init__(self, *, options=...) -> None: ...
    @classmethod
    def from_backend(cls, backend, **options) -> EstimatorV2: ...
    def run(self, pubs, *, precision=...) -> PrimitiveJob[PrimitiveResult[PubResult]]: ...
