from collections.abc import Iterator
from typing import Any, Generic, TypeVar

PubT = TypeVar("PubT")

class BitArray:
    num_bits: int
    num_shots: int
    array: Any
    def get_counts(self, loc=...) -> dict[str, int]: ...
    def get_int_counts(self, loc=...) -> dict[int, int]: ...
    def get_bitstrings(self, loc=...) -> list[str]: ...
    def slice_bits(self, indices) -> BitArray: ...
    def slice_shots(self, indices) -> BitArray: ...

class DataBin:
    evs: Any
    stds: Any
    # jedi does not ask __getattr__ of a stub: the names that registers have most often
    meas: BitArray
    measure: BitArray
    c: BitArray
    c0: BitArray
    c1: BitArray
    cr: BitArray
    creg: BitArray
    def __getattr__(self, name: str) -> BitArray: ...
    def __getitem__(self, key: str) -> BitArray: ...

class PubResult:
    data: DataBin
    metadata: dict

class SamplerPubResult(PubResult):
    def join_data(self, names=...) -> BitArray: ...

class PrimitiveResult(Generic[PubT]):
    metadata: dict
    def __getitem__(self, index: int) -> PubT: ...
    def __iter__(self) -> Iterator[PubT]: ...
    def __len__(self) -> int: ...
