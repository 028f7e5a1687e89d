"""Packages that programs use beside Qiskit: which one is installed for a module that is imported.

A module's name is no package's name, and a package of that name may be anybody's: only those that are here are
installed without being asked for. What takes gigabytes (torch, tensorflow) is not here.
"""

from __future__ import annotations

_SAME = """
    autograd bokeh colorama cvxpy dill dimod docplex ffsim galois h5py imageio ipywidgets jax joblib jsonschema mitiq
    mthree networkx noisyopt numba numexpr openfermion pandas pennylane plotly prettytable psutil pydantic pylatexenc
    pyscf pytest pytket qutip rdkit requests seaborn statsmodels sympy tabulate termcolor tqdm
    qiskit_algorithms qiskit_dynamics qiskit_experiments qiskit_finance qiskit_ibm_experiment qiskit_ibm_provider
    qiskit_ibm_runtime qiskit_ionq qiskit_machine_learning qiskit_nature qiskit_nature_pyscf qiskit_optimization
    qiskit_symb
"""

# By the module that is imported, the package that has it.
BESIDE: dict[str, str] = {
    **{module: module.replace("_", "-") for module in _SAME.split()},
    "PIL": "pillow",
    "cirq": "cirq-core",
    "cv2": "opencv-python-headless",
    "neal": "dwave-neal",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "PyYAML",
}
