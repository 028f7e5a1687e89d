from qiskit.tools.monitor import backend_monitor as backend_monitor
from qiskit.tools.monitor import backend_overview as backend_overview
from qiskit.tools.monitor import job_monitor as job_monitor
from qiskit.utils import parallel_map as parallel_map
