"""How JupyterLab finds the server: jupyterlab-lsp calls this, the entry point ``jupyter_lsp_spec_v1``."""

from __future__ import annotations

import sys

# Not `-m qls`: that would import from the folder of the notebooks before everything else.
_START = "import sys; sys.path[:] = filter(None, sys.path); from qls.cli.main import main; main()"


def spec(manager: object) -> dict[str, dict[str, object]]:
    """The specification of the language server, by its name.

    ``requires_documents_on_disk`` is False so that no copies of notebooks are written beside the originals.
    """
    return {
        "qls": {
            "version": 2,
            "display_name": "qls",
            "argv": [sys.executable, "-c", _START, "server"],
            "languages": ["python"],
            "mime_types": ["text/x-python", "text/python", "text/x-ipython"],
            "requires_documents_on_disk": False,
        }
    }
