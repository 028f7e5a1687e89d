"""Notebooks whose editor is no language client: ``%load_ext qls``, then ``%qls check`` and ``%qls fix``."""
