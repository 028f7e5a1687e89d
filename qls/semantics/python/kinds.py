"""What becomes of Python's own kinds of atoms."""

from __future__ import annotations

from qls.semantics.python import classes, escapes, imported, lists
from qls.semantics.python.machine import Kind, KindOfSome
from qls.semantics.python.values import Atom, Class, Function, Instance, Listing, Sym, Tuple, Unknown

KINDS: dict[type[Atom], KindOfSome] = {
    Unknown: Kind(method=escapes.method_of_unknown),
    Sym: Kind(call=imported.called, method=imported.method, attribute=imported.member, item=imported.item),
    Listing: Kind(
        method=lists.list_method,
        item=lists.item_of_list,
        iterate=lists.items_of_list,
        holds=escapes.held_by_list,
        spoil=escapes.spoil_list,
        set_item=lists.set_item_of_list,
    ),
    Tuple: Kind(
        item=lists.item_of_list,
        iterate=lists.items_of_tuple,
        holds=escapes.held_by_tuple,
        spoil=escapes.spoil_tuple,
    ),
    Function: Kind(call=classes.call_of_function, escape=escapes.function_escapes),
    Class: Kind(call=classes.instantiate, method=classes.method_of_program, attribute=classes.attribute_of_class),
    Instance: Kind(
        call=classes.call_of_instance,
        method=classes.method_of_program,
        attribute=classes.attribute_of_instance,
        holds=escapes.held_by_instance,
        set_attribute=classes.set_attribute_of_instance,
    ),
}
