"""The check character of a unified social credit code."""

from __future__ import annotations

from operator import mul

# GB 32100-2015: the alphabet without I, O, S, V and Z; each place weighs a power of 3.
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))


def is_credit_code(code: str) -> bool:
    """Is this a unified social credit code (upper case) whose check character is right by GB 32100-2015."""
    if len(code) != 18:
        return False
    try:
        total = sum(map(mul, map(_VALUES.__getitem__, code), _WEIGHTS))
    except KeyError:
        return False
    return _ALPHABET[-total % 31] == code[17]
