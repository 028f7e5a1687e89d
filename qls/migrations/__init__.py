"""One migration, one file. Listed here in the order of their codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qls.migrations import (
    qls101_execute,
    qls102_backend_run,
    qls103_exact_simulator,
    qls104_quantum_instance,
    qls201_moved_import,
    qls202_fake_backend,
    qls203_ibm_account,
    qls204_runtime_service,
    qls205_cloud_simulator,
    qls301_sampler_v1,
    qls302_estimator_v1,
    qls303_simulator_primitive_v1,
    qls304_runtime_primitive_v1,
    qls501_open_session,
    qls601_job_monitor,
    qls602_stored_job,
    qls701_expectation_by_hand,
    qls702_opflow,
    qls703_quantum_instance,
    qls704_opflow_gradient,
    qls801_circuit_method,
    qls802_version_table,
    qls803_lost_member,
    qls901_server_side_primitive,
    qls902_primitive_mode,
)
from qls.migrations.base import Example, LeaveAlone, Migration
from qls.migrations.context import Context
from qls.report import Finding

__all__ = ["MIGRATIONS", "Context", "Example", "LeaveAlone", "Migration", "find"]

_MODULES = (
    qls101_execute,
    qls102_backend_run,
    qls103_exact_simulator,
    qls104_quantum_instance,
    qls201_moved_import,
    qls202_fake_backend,
    qls203_ibm_account,
    qls204_runtime_service,
    qls205_cloud_simulator,
    qls301_sampler_v1,
    qls302_estimator_v1,
    qls303_simulator_primitive_v1,
    qls304_runtime_primitive_v1,
    qls501_open_session,
    qls601_job_monitor,
    qls602_stored_job,
    qls701_expectation_by_hand,
    qls702_opflow,
    qls703_quantum_instance,
    qls704_opflow_gradient,
    qls801_circuit_method,
    qls802_version_table,
    qls803_lost_member,
    qls901_server_side_primitive,
    qls902_primitive_mode,
)

MIGRATIONS: tuple[Migration, ...] = tuple(Migration.of(module) for module in _MODULES)

_OF_GROUPS = (
    qls101_execute.find_in,
    qls102_backend_run.find_in,
    qls103_exact_simulator.find_in,
    qls104_quantum_instance.find_in,
    qls701_expectation_by_hand.find_in,
)
_OF_PROGRAM: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    qls201_moved_import.find,
    qls202_fake_backend.find,
    qls203_ibm_account.find,
    qls204_runtime_service.find,
    qls205_cloud_simulator.find,
    qls301_sampler_v1.find,
    qls302_estimator_v1.find,
    qls303_simulator_primitive_v1.find,
    qls304_runtime_primitive_v1.find,
    qls501_open_session.find,
    qls601_job_monitor.find,
    qls602_stored_job.find,
    qls702_opflow.find,
    qls703_quantum_instance.find,
    qls704_opflow_gradient.find,
    qls801_circuit_method.find,
    qls802_version_table.find,
    qls803_lost_member.find,
    qls901_server_side_primitive.find,
    qls902_primitive_mode.find,
)


def find(context: Context) -> list[Finding]:
    """Every finding of every migration."""
    return context.find(_OF_GROUPS, _OF_PROGRAM)
