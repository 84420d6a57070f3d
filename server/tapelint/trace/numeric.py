"""Where a gradient that comes turns zero, NaN or infinite, and a target that isn't finite."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Final

from tapelint.trace import flat, origins, paths, places, words
from tapelint.trace.apart import disconnected
from tapelint.trace.cancel import where_reads_cancel
from tapelint.trace.evidence import Chain, Evidence, Line, Op, SourceFacts
from tapelint.trace.question import Explanation, Note, Question

Sizes = Mapping[int, float | None]
_CHOICES: Final = frozenset({"Select", "SelectV2"})


def of_target(evidence: Evidence, target: str, site: Chain, step: int) -> Explanation:
    """Since when a target is NaN or infinite whose gradients are fine."""
    first = _first_spoiled(evidence)
    request = places.innermost(site)
    reason = words.not_finite(target, first is not None)
    if first is None:
        return Explanation(request, "", reason, None)
    line, shown, others = _spoiled_at(first)
    line = line or request
    asked = [Note(request, f"asked for here; seen at step {step}")] if request is not None else []
    related = [*others, *places.calls(first.chain), *asked]
    return Explanation(line, words.spelled(shown.name), reason, None, places.few(line, related))


def of_source(question: Question, path: Sequence[Op]) -> Explanation:
    """The last operation, seen from the source, into which a good gradient goes from behind."""
    if question.state == "zero":
        by_nature = flat.flattened(question.evidence, path, question.source.ids)
        if by_nature is not None:
            return _flat(question, by_nature)
    if question.state == "zero" and (meeting := _meeting(question)):
        return _cancelled_at(question, meeting)
    op = _frontier(question, path)
    first = _first_spoiled(question.evidence) if question.state != "zero" else None
    if question.evidence.is_sound and question.state != "zero":
        first = None if op is None else _hidden(question.evidence, op)
    if first is not None:
        return _spoiled(question, first, op)
    if op is None:
        return disconnected(question)
    if question.state == "zero" and (factors := _stuck(question, op)):
        return _stuck_at(question, op, factors)
    return _numeric_at(question, op)


def _meeting(question: Question) -> Op | None:
    """Where two uses of the source cancel out."""
    return where_reads_cancel(question.evidence, question.source.ids, question.zeros)


def _cancelled_at(question: Question, op: Op) -> Explanation:
    line = places.innermost(op.chain) or places.innermost(question.site)
    reason = f"two uses of `{question.name}` meet here, and their gradients add up to zero"
    related = [*places.calls(op.chain), *places.made(question), *places.asked(question)]
    return Explanation(
        line, words.spelled(op.name), reason, "zero-gradient", places.few(line, related)
    )


def _stuck(question: Question, op: Op) -> list[SourceFacts]:
    """The sources of a product of zeros, if none of its factors can ever become anything else."""
    evidence = question.evidence
    factors = set(op.ins)
    if op.name not in flat.PRODUCTS or len(factors) < 2:
        return []
    own = {i for source in evidence.sources for i in source.ids}
    if any((evidence.states.get(factor) or 0) > 0 for factor in factors - own):
        return []  # of a negative size nothing is known, nor is it of a source
    found: dict[int, set[int]] = {}
    for position, source in enumerate(evidence.sources):
        for factor in factors & paths.reached(evidence.ops, source.ids):
            found.setdefault(factor, set()).add(position)
    feeding = set().union(*found.values())
    if len(found) < len(factors) or len(feeding) < 2 or not feeding <= question.zeros:
        return []  # a value times itself is at its minimum
    return [evidence.sources[position] for position in sorted(feeding)]


def _stuck_at(question: Question, op: Op, factors: Sequence[SourceFacts]) -> Explanation:
    line = places.innermost(op.chain) or places.innermost(question.site)
    reason = "every factor is zero here, so none of them gets a gradient but zero, and all stay so"
    begun = [Note(one.made[0], "one of them begins here") for one in factors if one.made]
    related = [*begun[:3], *places.calls(op.chain), *places.asked(question)]
    return Explanation(
        line, words.spelled(op.name), reason, "zero-gradient", places.few(line, related)
    )


def _flat(question: Question, op: Op) -> Explanation:
    """The gradient is zero because of what an operation is."""
    line = places.innermost(op.chain) or places.innermost(question.site)
    given = places.handed_over(question, op, line)
    runs = [Note(line, "it runs here")] if given and line is not None else []
    told = words.of_flat(op.name, flat.is_shut(op, question.evidence.ops))
    if len(given) == 1 or op.name in words.STRAIGHT:
        line = given[0].line if given else line
    related = [
        *given,
        *runs,
        *places.calls(op.chain),
        *places.made(question),
        *places.asked(question),
    ]
    return Explanation(
        line, words.spelled(op.name), told.reason, told.rule, places.few(line, related)
    )


def _first_spoiled(evidence: Evidence) -> Op | None:
    """Where on the way forward the numbers themselves go wrong, if the target's did."""
    backward = paths.needed(evidence.ops, evidence.targets) & evidence.spoiled.keys()
    return next((op for op in evidence.ops if not backward.isdisjoint(op.outs)), None)


def _hidden(evidence: Evidence, last: Op) -> Op | None:
    """Where values turn NaN that the target has no part of, if a gradient does so behind them."""
    turned = {number for number, turns_nan in evidence.spoiled.items() if turns_nan}
    for op in evidence.ops:
        if not turned.isdisjoint(op.outs):
            behind = paths.reached(evidence.ops, op.outs)
            if not behind.isdisjoint((*last.ins, *last.outs)):
                return op
    return None


def _infinite(evidence: Evidence, first: Op) -> list[Note]:
    """Where that is made of which a row has nothing but infinite numbers."""
    made = [op for op in evidence.ops if not set(first.ins).isdisjoint(op.outs) and op.chain]
    is_full = first.name in words.FULL_ROWS and made
    return [Note(made[-1].chain[0], "what goes in is made here")] if is_full else []


def _spoiled(question: Question, first: Op, last: Op | None) -> Explanation:
    """The gradient is wrong because what is differentiated is, from some line on."""
    line, shown, others = _spoiled_at(first)
    line = line or places.innermost(question.site)
    further = places.innermost(last.chain) if last is not None else None
    told = words.of_numbers(question.state, first.name).reason
    related = [
        *others,
        *places.handed_over(question, shown, line),
        *_infinite(question.evidence, first),
        *([Note(further, told)] if further is not None else []),
        *places.calls(first.chain),
        *places.made(question),
    ]
    turns_nan = any(question.evidence.spoiled.get(out) for out in first.outs)
    spoiled = words.of_spoiled(first.name, turns_nan)
    if others:
        spoiled = words.Told(words.SPOILED_INSIDE, None)
    notes = places.few(line, related)
    return Explanation(line, words.spelled(shown.name), spoiled.reason, spoiled.rule, notes)


def _spoiled_at(first: Op) -> tuple[Line | None, Op, list[Note]]:
    """Where an operation goes wrong, or one inside of it, and where else it may be."""
    exact = next((op for op in _inside(first) if op.chain), None)
    if exact is not None:
        return places.innermost(exact.chain), exact, []
    inside = [op for op in paths.within([first]) if op.name in words.STEEP and op.chain]
    lines = list(dict.fromkeys(op.chain[0] for op in inside)) if first.bodies else []
    shown = inside[0] if lines else first
    others = [Note(other, "or from here on") for other in lines[1:4]]
    return places.innermost(shown.chain), shown, others


def _inside(op: Op) -> list[Op]:
    """Of what an operation runs, what was seen to be the first to give what isn't finite."""
    return [
        inner
        for body in op.bodies
        for inner in body.ops
        if not body.spoiled.keys().isdisjoint(inner.outs)
    ]


def _frontier(question: Question, path: Sequence[Op]) -> Op | None:
    """Where on a way a gradient turns bad; None where there is no way."""
    evidence, state = question.evidence, question.state
    states = evidence.states
    good = _good(path, states, state)
    found = _turning(good, states, question.source.ids, state, evidence.ops)
    if found is not None:
        return _steepest(found, evidence.ops, states, state)
    if not good:
        return path[-1] if path else None
    # What comes in lists has no size of its own: it is lost where they are made.
    before = path[: path.index(good[0])]
    lists = [op for op in before if op.bodies and not states.keys() >= set(op.outs)]
    return lists[-1] if lists else good[0]


def _good(path: Sequence[Op], states: Sizes, state: str) -> list[Op]:
    """The operations to which a good gradient comes."""
    return [
        op
        for op in path
        if op.name != "ReadVariableOp"
        and any(out in states and _is_good(states[out], state) for out in op.outs)
    ]


def _turning(
    good: Sequence[Op], states: Sizes, starts: Container[int], state: str, ops: Sequence[Op]
) -> Op | None:
    """The first of them from which a bad one comes back, or that reads a source itself.

    One that isn't finite is of the first that alone can have made it so, if there is one: what
    several operations read gets the sum of what each gives back.
    """
    found = []
    for op in good:
        ins = [states[i] for i in op.ins if i in states]
        if any(i in starts for i in op.ins) or any(_is(value, state) for value in ins):
            found.append(op)
    if state != "zero" and len(found) > 1:
        spread = _spread(ops, states, state)
        found = [op for op in found if _makes(op, states, state, spread, starts)] or found
    return next(iter(found), None)


def _spread(ops: Sequence[Op], states: Sizes, state: str) -> Set[int]:
    """The values that get a bad gradient back from what got a bad one itself."""
    return {i for op in ops if any(_is(states.get(out), state) for out in op.outs) for i in op.ins}


def _makes(op: Op, states: Sizes, state: str, spread: Set[int], starts: Container[int]) -> bool:
    """Whether a bad gradient can have come from an operation that got none."""
    if any(_is(states.get(out), state) for out in op.outs):
        return False
    own = [i for i in op.ins if i in starts or _is(states.get(i), state)]
    return any(i not in spread for i in own)


def _turning_inside(question: Question, op: Op) -> Op | None:
    """Where in a function a gradient turns bad, by the sizes that were seen of the ones inside."""
    evidence = question.evidence
    mine = paths.reached(evidence.ops, question.source.ids)
    needed = paths.needed(evidence.ops, evidence.targets)
    for entered in (number for number in op.ins if number in mine):
        for left in (number for number in op.outs if number in needed):
            for body, starts, ends, path in paths.ways_inside(op, entered, left):
                sizes = body.sizes
                good = _good(path, sizes, question.state)
                found = _turning(good, sizes, starts, question.state, body.ops)
                if found is not None and not sizes.keys().isdisjoint(ends):
                    return _steepest(found, body.ops, sizes, question.state)
    return None


def _steep_inside(op: Op) -> list[Op]:
    """What an operation runs that can give such gradients, first what is chosen from later on."""
    found: list[Op] = []
    for entered in op.ins if op.bodies else ():
        for body, _, _, path in (
            way for out in op.outs for way in paths.ways_inside(op, entered, out)
        ):
            picked = paths.needed(
                body.ops, (i for one in path if one.name in _CHOICES for i in one.ins)
            )
            found += sorted(_steep(path), key=lambda one: picked.isdisjoint(one.outs))
    return list({one.chain[0]: one for one in reversed(found)}.values())[::-1]


def _steep(path: Sequence[Op]) -> Iterator[Op]:
    for op in path:
        if op.name in words.STEEP and op.chain:
            yield op
        yield from _steep_inside(op)


def _steepest(op: Op, ops: Sequence[Op], states: Sizes, state: str) -> Op:
    """Of several users of a value, whose gradients are added up, the one that can go wrong."""
    if state == "zero" or op.name in words.STEEP:
        return op
    bad = {i for i in op.ins if _is(states.get(i), state)}
    for other in ops:
        good = any(_is_good(states.get(out), state) for out in other.outs)
        if good and other.name in words.STEEP and bad & set(other.ins):
            return other
    return op


def _numeric_at(question: Question, op: Op) -> Explanation:
    inside = _cut_inside(question, op)
    shown = inside.innermost if inside is not None else _turning_inside(question, op) or op
    steep = _steep_inside(shown) if question.state != "zero" else []
    shown = steep[0] if steep else shown
    line = (
        places.innermost(shown.chain)
        or places.innermost(op.chain)
        or places.innermost(question.site)
    )
    if line is not None and shown.name == paths.BY_HAND:
        line = question.texts.given(line)
    if inside is not None and question.state == "zero":
        told = words.of_cut(inside, False, question.texts.at(line))
    else:
        told = words.of_numbers(question.state, shown.name)
    if shown.name == paths.BY_HAND and line is not None and not question.texts.gives_zeros(line):
        told = replace(told, rule=None)  # it may be zero for these numbers only
    handed_over = places.handed_over(question, shown, line)
    related = [
        *handed_over,
        *(Note(other.chain[0], "or here") for other in steep[1:4]),
        *_dead_inside(question, shown),
        *_other_factor(question, shown),
        *places.calls(shown.chain),
        *places.made(question),
    ]
    return Explanation(
        line, words.spelled(shown.name), told.reason, told.rule, places.few(line, related)
    )


def _dead_inside(question: Question, op: Op) -> list[Note]:
    """What in a loop or a branch has the gradient zero, where that isn't the only way."""
    if question.state != "zero":
        return []
    dead = [inner for inner in paths.within([op]) if inner.name in words.DEAD and inner.chain]
    said = "this, which it runs, has the gradient zero everywhere"
    called = [inner for inner in paths.within([op]) if inner.name in paths.PYTHON and inner.chain]
    back = "Python code is called here, and what leaves TensorFlow in it gets zeros"
    return [
        *(Note(inner.chain[0], said) for inner in dead[:2]),
        *(Note(inner.chain[0], back) for inner in called[:2]),
    ]


def _other_factor(question: Question, op: Op) -> list[Note]:
    """Where that is computed which is zero wherever a product is to pass a gradient on."""
    ops = question.evidence.ops
    mine = paths.reached(ops, question.source.ids)
    factors = [i for i in op.ins if i not in mine]
    if question.state != "zero" or op.name != "Mul" or not factors:
        return []
    makes = (other for other in ops if not set(factors).isdisjoint(other.outs) and other.chain)
    made = [other for other in makes if other.name != "Const"]
    line = places.innermost(op.chain)
    if not made and line is not None:
        lines = origins.factors(question.texts, line)
        return [Note(at, "its other factor may come from here") for at in lines[:2]]
    return [
        Note(other.chain[0], "its other factor is zero there, and is computed here")
        for other in made[-1:]
    ]


def _cut_inside(question: Question, op: Op) -> paths.Cut | None:
    """In a function or a branch, no gradient comes out as zeros."""
    evidence = question.evidence
    mine = paths.reached(evidence.ops, question.source.ids)
    needed = paths.needed(evidence.ops, evidence.targets)
    for i in (number for number in op.ins if number in mine):
        for out in (number for number in op.outs if number in needed):
            zeros = question.state == "zero"
            cut = paths.inner_cut(op, i, out, evidence.gradients, zeros)
            if cut is not None:
                return cut
    return None


def _is(value: float | None, state: str) -> bool:
    if value is None:
        return False
    if state == "zero":
        return value == 0
    return value - value != 0  # neither NaN nor infinite numbers are equal to themselves less that


def _is_good(value: float | None, state: str) -> bool:
    if value is None or value - value != 0:
        return False
    return value > 0 or state != "zero"  # a negative size is one that isn't known
