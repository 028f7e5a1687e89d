"""Passes of the transpiler that are gone."""

from tests.refusals import Refused

REFUSED = (
    Refused(
        "Unroller is bound in another way too",
        """\
from qiskit.transpiler.passes import Unroller
Unroller = Unroller(["u", "cx"])
""",
    ),
    Refused(
        "Unroller is used other than called",
        """\
from qiskit.transpiler.passes import Unroller
kinds = [Unroller]
""",
    ),
    Refused(
        "it is given more than what takes its place can be told",
        """\
from qiskit.transpiler import PassManager
from qiskit.transpiler.passes import Unroller
passes = PassManager(Unroller(["u", "cx"], None))
""",
    ),
    Refused(
        "the gates to unroll to are not given by position or by name",
        """\
from qiskit.transpiler import PassManager
from qiskit.transpiler.passes import Unroller
passes = PassManager(Unroller())
""",
    ),
    Refused(
        "the gates to unroll to would be computed twice",
        """\
from qiskit.transpiler import PassManager
from qiskit.transpiler.passes import Unroller
from helper import gates
passes = PassManager(Unroller(gates()))
""",
    ),
    Refused(
        "pass_ is bound more than once",
        """\
from qiskit.transpiler import PassManager
from qiskit.transpiler.passes import Unroller
pass_ = None
pass_ = Unroller(["u", "cx"])
passes = PassManager(pass_)
""",
    ),
    Refused(
        "where the pass goes cannot be seen",
        """\
from qiskit.transpiler.passes import Unroller
pass_ = Unroller(["u", "cx"])
chosen = []
chosen.append(pass_)
""",
    ),
)
