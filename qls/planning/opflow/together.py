"""Expectation values of opflow move together."""

from __future__ import annotations

from qls.planning.opflow.expressions import Chain, chains, used_elsewhere
from qls.planning.opflow.leaving import Leaving, retire, retire_imports
from qls.planning.sampling.backends import renew
from qls.planning.workbench import Context, Outcome, Refusal
from qls.rewriting.plan import Plan


def together(context: Context, found: list[Chain]) -> Outcome:
    """The outcome for all expectation values of a program: they share their operators and states."""
    fresh = [found]

    def make() -> tuple[Plan, str, str]:
        plan = Plan()
        now = fresh.pop() if fresh else chains(context)  # where they stand now
        for chain in now:
            if chain.reason:
                raise Refusal(chain.reason)
            plan.add(chain.plan)
        for name in used_elsewhere(context, now):
            raise Refusal(f"{name} is used for something else too")
        _refuse_twice(now)
        for chain in now:
            for made in chain.made:
                if chain.destination and not chain.leaves:
                    renew(context, plan, made, chain.destination)
        leaving = Leaving(plan)
        for chain in now:
            for made in chain.made:
                if not chain.destination or chain.leaves:
                    retire(context, plan, made, leaving)
        retire_imports(context, plan, leaving)
        destination = next((f"{chain.destination}-estimator" for chain in now if chain.destination), "statevector")
        return plan, destination, " ".join(dict.fromkeys(chain.changes for chain in now if chain.changes))

    return context.once(("opflow",), make)


def _refuse_twice(found: list[Chain]) -> None:
    """Raises a refusal where two values come of one sample, or of one circuit that is made on the way."""
    samples = [id(chain.sampling) for chain in found if chain.kind == "sampled"]
    if len(samples) != len(set(samples)):
        raise Refusal("what is sampled once is evaluated twice")
    for chain in found:
        others = [other for other in found if other is not chain]
        if any(place in other.steps for place in chain.once & chain.steps.keys() for other in others):
            raise Refusal("what is called once on the way to two values would be called twice")
