from typing import Any

class OptionsV2:
    max_execution_time: int
    environment: Any
    simulator: Any
    def update(self, **fields) -> None: ...

class Options(OptionsV2):
    optimization_level: int
    resilience_level: int
    execution: Any
    transpilation: Any
    resilience: Any

class SamplerOptions(OptionsV2):
    default_shots: int
    dynamical_decoupling: Any
    execution: Any
    twirling: Any

class EstimatorOptions(OptionsV2):
    default_shots: int
    default_precision: float
    resilience_level: int
    resilience: Any
    dynamical_decoupling: Any
    execution: Any
    twirling: Any
