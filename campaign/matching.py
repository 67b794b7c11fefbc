"""Which of many enterprises are one: by the credit code, and without one by the name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from complaints.companies.credit_codes import is_credit_code
from complaints.companies.known import KnownEnterprises
from complaints.companies.names import core_of, read_name
from complaints.companies.registered import bare_name
from complaints.companies.relations import Relation, relation
from complaints.records import Enterprise

_NAMED = 3
_COMPARED = 50
"""Codes under one distinctive name that are compared with each other."""
_ALIKE = frozenset({Relation.SAME, Relation.SHORT, Relation.SLIP})


@dataclass(slots=True)
class Group:
    """Places in the sequence that are one enterprise, and doubts that a person should look at."""

    name: str
    code: str
    members: list[int] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def put_together(enterprises: Sequence[Enterprise]) -> list[Group]:
    """Groups of what is one enterprise, each with its members in order, ordered by their first.

    The same code is one enterprise whatever its names are, except where its check character is wrong: then the
    name must agree too. Without a code the name decides (short names, legal forms, places) where it means but one;
    else it stays apart with a remark. Different codes are never one.
    """
    groups = _by_code(enterprises)
    _remark_contradictions(list(groups.values()))
    _add_nameds(enterprises, groups)
    for group in groups.values():
        group.members.sort()
    return sorted(groups.values(), key=lambda group: group.members[0])


def _by_code(enterprises: Sequence[Enterprise]) -> dict[str, Group]:
    groups: dict[str, Group] = {}
    for at, one in enumerate(enterprises):
        if one.uscc:
            key = one.uscc if is_credit_code(one.uscc) else f"{one.uscc} {core_of(one.name) or bare_name(one.name)}"
            groups.setdefault(key, Group(one.name, one.uscc)).members.append(at)
    return groups


def _remark_contradictions(groups: Sequence[Group]) -> None:
    by_core: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        by_core[core_of(group.name) or bare_name(group.name)].append(group)
    for same in by_core.values():
        for group in same[:_COMPARED]:
            others = [other for other in same[:_COMPARED] if other is not group and _are_same(group, other)]
            if others:
                codes = "、".join(f"{other.name}（{other.code}）" for other in others[:_NAMED])
                group.remarks.append(f"同名企业的代码不同，没有合并，请核对：{codes}")


def _are_same(one: Group, other: Group) -> bool:
    if bare_name(one.name) == bare_name(other.name):
        return True
    return one.code != other.code and relation(read_name(one.name), read_name(other.name)) is Relation.SAME


def _add_nameds(enterprises: Sequence[Enterprise], groups: dict[str, Group]) -> None:
    """Add the lines without a code: to the group that their name means, or as a group of their own."""
    keys: dict[str, set[str]] = defaultdict(set)
    known = KnownEnterprises()
    for key, group in groups.items():
        for name in dict.fromkeys(enterprises[at].name for at in group.members):
            keys[bare_name(name)].add(key)
            known.add(name, key)
    for name, members in _nameds(enterprises):
        key, doubt = _key_of(name, keys, known)
        if not key:
            key = f"name {bare_name(name)}"
            groups[key] = Group(name, "", remarks=[doubt] if doubt else [])
        groups[key].members += members
        keys[bare_name(name)].add(key)
        if not doubt:
            known.add(name, key)


def _nameds(enterprises: Sequence[Enterprise]) -> Iterator[tuple[str, list[int]]]:
    """Each name without a code with its places, full names first, so that short ones find them."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(enterprises):
        if not one.uscc:
            places[bare_name(one.name)].append(at)
    named = [(enterprises[members[0]].name, members) for members in places.values()]
    yield from sorted(named, key=lambda one: (not read_name(one[0]).is_legal, -len(one[0]), one[0]))


def _key_of(name: str, keys: dict[str, set[str]], known: KnownEnterprises) -> tuple[str, str]:
    """The group that the name surely means, or "" with the doubt about it."""
    same = keys.get(bare_name(name), set())
    if len(same) == 1:
        return next(iter(same)), ""
    if same:
        return "", f"没有填写代码，同名企业有{len(same)}个代码，没有合并，请补填"
    match = known.match(name)
    if match.found and len(keys[bare_name(match.found)]) == 1:
        return match.key, ""
    parts = read_name(name)
    near = [other for other in (match.proposals or (match.found,)) if other]
    alike = [other for other in near if relation(parts, read_name(other)) in _ALIKE]
    return "", f"与{'、'.join(alike[:_NAMED])}名称相近，没有合并，请核对" if alike else ""
