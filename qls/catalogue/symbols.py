"""The legacy names: since when, until when, what replaces them, and the page that says so."""

from __future__ import annotations

from qls.catalogue.symbol import Symbol
from qls.catalogue.symbols_api import ADD_ONS, CIRCUITS, PRIMITIVE_SYMBOLS
from qls.catalogue.symbols_entry import ACCOUNTS, BACKEND_SYMBOLS, ENTRY_POINTS

__all__ = ["SYMBOLS", "Symbol"]

# By the name as it is written, with its module or class.
SYMBOLS: dict[str, Symbol] = {
    symbol.name: symbol
    for symbol in (*ENTRY_POINTS, *ACCOUNTS, *BACKEND_SYMBOLS, *PRIMITIVE_SYMBOLS, *CIRCUITS, *ADD_ONS)
}
