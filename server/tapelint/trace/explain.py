"""Why a source got no gradient, or a bad one: the place, the reason and the rule about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tapelint.trace import flat, paths, words
from tapelint.trace.evidence import Chain, Evidence, Line, Op, SourceFacts
from tapelint.trace.sources import Sources


@dataclass(frozen=True, slots=True)
class Note:
    """A further place that explains a cut."""

    line: Line
    message: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a gradient ends: the line and operation, the reason in words, the rule about it."""

    line: Line | None
    op: str
    reason: str
    rule: str | None
    related: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One source of a request that isn't as it should be."""

    evidence: Evidence
    position: int
    name: str
    state: str
    target: str
    site: Chain
    texts: Sources
    others_flow: bool
    zeros: frozenset[int] = frozenset()  # the positions of the sources whose gradient is zero

    @property
    def source(self) -> SourceFacts:
        """The source that is asked about."""
        return self.evidence.sources[self.position]


def explain(question: Question) -> Explanation:
    """The explanation of one source of one request."""
    source, evidence = question.source, question.evidence
    if not _is_floating(source.dtype):
        return _integer(question)
    path = paths.between(evidence, source.ids)
    if (inner := paths.unseen_request(evidence, source.ids)) is not None:
        return _unseen(question, inner)
    writes = paths.lost_writes(evidence.ops, source.ids)
    lost = [op for op in writes if question.texts.is_dropped(_innermost(op.chain))]
    if lost and question.state in ("none", "zero"):
        return _lost_write(question, lost[0])
    if question.state != "none":
        return _numeric(question, path)
    if not path and not _is_frozen(question):
        return _disconnected(question)
    tracked = paths.tracked_values(evidence)
    if not (source.ids & tracked):
        return _unwatched(question, path)
    if source.late:
        return _late(question, path)
    kills = paths.killers(evidence, tracked)
    cuts = paths.weakest(path, source.ids, evidence.targets, kills)
    if not cuts:
        return _whole_path(question, path) if path else _disconnected(question)
    return _at_cut(question, path, cuts)


def of_target(evidence: Evidence, target: str, site: Chain, step: int) -> Explanation:
    """Since when a target is NaN or infinite whose gradients are fine."""
    first = _first_spoiled(evidence)
    request = _innermost(site)
    reason = words.not_finite(target, first is not None)
    if first is None:
        return Explanation(request, "", reason, None)
    line, shown, others = _spoiled_at(first)
    line = line or request
    asked = [Note(request, f"asked for here; seen at step {step}")] if request is not None else []
    related = [*others, *_calls(first.chain), *asked]
    return Explanation(line, words.spelled(shown.name), reason, None, _few(line, related))


def _is_floating(dtype: str) -> bool:
    return dtype.startswith(("float", "bfloat", "complex", "resource", "variant", "half"))


# ---------------------------------------------------------------------- a cut on the way


def _at_cut(question: Question, path: Sequence[Op], cuts: Sequence[paths.Cut]) -> Explanation:
    cut = _untracked(question, path, cuts[0])
    op = cut.innermost
    if cut.kind == "unrecorded":
        return _unrecorded(question, path, cut.op)
    line = _innermost(op.chain) or _innermost(cut.op.chain) or _innermost(question.site)
    if line is not None and op.name == paths.BY_HAND:
        line = question.texts.given(line)
    rewrapped = cut.kind == "write" and _is_first_write(question.evidence, op)
    told = words.of_cut(cut, rewrapped, question.texts.at(line))
    before = _straight(question) if cut.kind == "inner" else _handed_over(question, op, line)
    related = [*before, *_read_again(path, cut), *_calls(op.chain), *_made(question)]
    for other in cuts[1:3]:
        further = _innermost(other.innermost.chain)
        if further is not None:
            related.append(Note(further, "and once more here"))
    related = [*related[:4], *_asked(question)]
    return Explanation(line, words.spelled(op.name), told.reason, told.rule, _few(line, related))


def _untracked(question: Question, path: Sequence[Op], cut: paths.Cut) -> paths.Cut:
    """The inner request that a cut is really of: what passes gradients on got nothing to track."""
    kinds = question.evidence.gradients
    before = path[: path.index(cut.op) + 1]
    for op in reversed(before if cut.kind == "op" and not cut.inside else ()):
        if op.name == paths.GRADIENT:
            return paths.Cut("inner", op)
        if op.bodies or op.name in paths.ALWAYS_NONE or kinds.get(op.name) != "gradient":
            break
    return cut


def _read_again(path: Sequence[Op], cut: paths.Cut) -> list[Note]:
    """Where what is written into a variable is read from it."""
    if cut.kind != "write":
        return []
    after = path[path.index(cut.op) + 1 :]
    reads = [op for op in after if op.name == "ReadVariableOp" and set(op.ins) & set(cut.op.outs)]
    return [Note(op.chain[0], "the numbers are read again here") for op in reads[:1] if op.chain]


def _handed_over(question: Question, op: Op, line: Line | None) -> list[Note]:
    """Where a function is given to a layer, if a line doesn't call it: an activation, perhaps."""
    if line is None:
        return []
    lines = question.texts.handed_over(words.spelled(op.name), line)
    return [Note(at, f"`{words.spelled(op.name)}` is given to a layer here") for at in lines[:2]]


def _is_first_write(evidence: Evidence, op: Op) -> bool:
    """Whether a write gives a variable its first value."""
    return any(
        other.name == "VarHandleOp" and other.outs == op.outs and other.chain == op.chain
        for other in evidence.ops
    )


def _unrecorded(question: Question, path: Sequence[Op], first: Op) -> Explanation:
    """The statement that last bound the value before the recording side reads it."""
    produced = set(first.outs)
    last, reader = first, None
    for op in path[path.index(first) + 1 :]:
        if not any(i in produced for i in op.ins):
            continue
        if op.recorded:
            reader = op
            break
        produced.update(op.outs)
        last = op
    other = reader.chain if reader is not None else question.site
    line = question.texts.binding(last.chain, other) or _innermost(question.site)
    reason = words.unrecorded(question.texts.at(line))
    if reader is not None and _innermost(reader.chain) is not None:
        note = [Note(reader.chain[0], "the tape sees it only from here on")]
    else:
        note = []
    within = [Note(at, "the value is computed here") for at in last.chain if at != line]
    origin = [Note(at, f"`{question.name}` goes in here") for at in first.chain[:1]]
    stops = [
        Note(at, "the tape is stopped or reset here") for at in question.texts.interruptions(line)
    ]
    related = [*stops[:1], *note, *within[:2], *origin, *_asked(question), *_tape(question)]
    return Explanation(line, words.spelled(last.name), reason, "outside-tape", _few(line, related))


def _lost_write(question: Question, op: Op) -> Explanation:
    """In a graph, an array that is written is another one; nobody took it."""
    line = _innermost(op.chain) or _innermost(question.site)
    reason = "in a graph, this gives a new array, which is thrown away: the old one stays empty"
    related = [*_calls(op.chain), *_made(question), *_asked(question)]
    return Explanation(line, "write", reason, "discarded-result", _few(line, related))


def _unseen(question: Question, inner: Op) -> Explanation:
    """The target is made of gradients that were asked for while the tape didn't record."""
    line = question.texts.binding(inner.chain, question.site) or _innermost(question.site)
    reason = "these gradients are computed while the tape isn't recording"
    related = [*(Note(at, "asked for here") for at in inner.chain[:2]), *_tape(question)]
    return Explanation(line, words.spelled(inner.name), reason, "outside-tape", _few(line, related))


def _unwatched(question: Question, path: Sequence[Op]) -> Explanation:
    source = question.source
    first = next((op for op in path if op.recorded), None)
    made = _made_at(question)
    request = _innermost(question.site)
    frozen: list[Line] = []
    if _is_frozen(question):
        line = made or request
        rule = "non-trainable-source"
        reason = f"`{question.name}` isn't trainable, so the tape doesn't watch it"
        file = (line or source.made[0]).file if line or source.made else ""
        frozen = question.texts.decides_trainable(file)
    else:
        line = request
        rule = "unwatched-source"
        what = "this variable" if source.variable else "this tensor"
        reason = f"the tape doesn't watch {what}"
    name, rebound = _rebound(question)
    if rebound and line is request:
        line, rule = rebound[0], "replaced-variable"
        what = "is a plain tensor" if name == question.name else "holds plain tensors"
        reason = f"from here on `{name}` {what}, which the tape doesn't watch"
    related = [
        *(Note(at, words.bound(name)) for at in rebound[1:3]),
        *(Note(at, "this says what is trainable") for at in frozen[:2]),
        *([Note(made, f"`{question.name}` {words.MADE}")] if made else []),
        *([Note(first.chain[0], "first read here")] if first and first.chain else []),
        *_tape(question),
        *([Note(request, "asked for here")] if request else []),
    ]
    op = words.spelled(first.name) if first else ""
    return Explanation(line, op, reason, rule, _few(line, related))


def _rebound(question: Question) -> tuple[str, list[Line]]:
    """The name of a source or of its list, and where that is bound to something else."""
    names = [question.name, *question.texts.named_sources(question.site)]
    for name in names if not question.source.variable else ():
        if rebound := question.texts.rebindings(name, question.site):
            return name, rebound
    return question.name, []


def _is_frozen(question: Question) -> bool:
    """Whether a source is a variable that no tape watches by itself."""
    source = question.source
    frozen = source.variable and not source.trainable and not source.watched
    return frozen and question.evidence.tape_watches


def _late(question: Question, path: Sequence[Op]) -> Explanation:
    first = next((op for op in path if op.recorded), path[0])
    line = _innermost(first.chain) or _innermost(question.site)
    reason = f"`{question.name}` is read here before the tape watches it"
    related = [*_calls(first.chain), *_made(question)]
    watch = question.texts.watch_after(line)
    if watch is not None:
        related.insert(0, Note(watch, "watched only here"))
    return Explanation(
        line, words.spelled(first.name), reason, "unwatched-source", _few(line, related)
    )


def _whole_path(question: Question, path: Sequence[Op]) -> Explanation:
    """Every operation lets gradients through, and none came: the last of them is where it ends."""
    op = path[-1]
    line = _innermost(op.chain) or _innermost(question.site)
    reason = "no gradient comes back from here"
    related = _calls(op.chain)
    if op.name == paths.GRADIENT:
        reason = words.INNER
        related = [*_straight(question), *related]
    related += _asked(question)
    return Explanation(line, words.spelled(op.name), reason, None, _few(line, related))


def _straight(question: Question) -> list[Note]:
    """Operations that are made of straight pieces, whose slope doesn't depend on anything."""
    said = "this is made of straight pieces, so its second derivative is zero"
    found: list[Note] = []
    for op in question.evidence.ops:
        line = _innermost(op.chain)
        if op.recorded and op.name in words.STRAIGHT and line is not None:
            lines = question.texts.handed_over(words.spelled(op.name), line)
            found += [Note(at, said) for at in lines[:2] or [line]]
    return found[:2]


# ---------------------------------------------------------------------- no way at all


def _disconnected(question: Question) -> Explanation:
    evidence, source = question.evidence, question.source
    forward = paths.reached(evidence.ops, source.ids)
    events = [
        op
        for op in evidence.ops
        if op.name.startswith(paths.LEAVES)
        and op.recorded
        and any(i in forward for i in op.ins)
        and op.chain
        and op.chain[0] != _innermost(question.site)
    ]
    needed = _needed_lines(question)
    left = question.texts.consequential(events, needed)
    if left is not None:
        others = [event for event in events if event.chain[0] != left.chain[0]]
        further = question.texts.consequential(others, needed)
        return _left(question, left, [further] if further is not None else [])
    used = [
        op
        for op in evidence.ops
        if op.name not in paths.META
        and not op.name.startswith(paths.LEAVES)
        and any(i in forward for i in op.ins)
    ]
    inside = [op for op in used if op.recorded and op.name != "ReadVariableOp"]
    reads = [op for op in used if op.recorded]
    if inside or reads:
        return _unused(question, (inside or reads)[-1])
    return _never_read(question)


def _needed_lines(question: Question) -> list[Line]:
    """The lines whose operations the target is made of."""
    evidence = question.evidence
    backward = paths.needed(evidence.ops, evidence.targets)
    return [
        line
        for op in evidence.ops
        if any(out in backward for out in op.outs)
        for line in op.chain[:3]
    ] + list(question.site[:1])


def _left(question: Question, op: Op, others: Sequence[Op]) -> Explanation:
    line = op.chain[0]
    what = words.spelled(op.name)
    reason = words.leaves(what)
    further = [Note(other.chain[0], "and once more here") for other in others]
    related = [*further, *_calls(op.chain), *_made(question)]
    return Explanation(line, what, reason, "leaves-tensorflow", _few(line, related))


def _unused(question: Question, op: Op) -> Explanation:
    line = _innermost(op.chain) or _innermost(question.site)
    request = _innermost(question.site)
    reason = f"what is computed here from `{question.name}` doesn't reach `{question.target}`"
    rule = "unused-source" if question.others_flow else "unrelated-target"
    related = [
        *_goes_on(question, op),
        *_dead_stores(question, op),
        *_data_only(question),
        *_made(question),
        *_calls(op.chain),
        *([Note(request, "asked for here")] if request else []),
    ]
    if not question.others_flow and request is not None:
        first = Note(line, reason) if line else None
        line = request
        reason = f"`{question.target}` doesn't depend on `{question.name}`"
        related = [*([first] if first else []), *related]
    return Explanation(line, words.spelled(op.name), reason, rule, _few(line, related))


def _dead_stores(question: Question, op: Op) -> list[Note]:
    """Where the value of an operation gets lost: its statement's name is bound anew."""
    lines = question.texts.later_stores(op.chain)
    return [Note(line, "its value is lost here") for line in lines]


def _kept_graph(question: Question) -> Line | None:
    """The ``tf.function`` on ``call`` whose graph was made with the weights, and reads none."""
    evidence = question.evidence
    backward = paths.needed(evidence.ops, evidence.targets)
    for op in evidence.ops:
        called = op.bodies[0] if op.bodies and op.name in paths.CALLS else None
        if called is None or not any(out in backward for out in op.outs):
            continue
        reads = any(inner.name == "ReadVariableOp" for inner in paths.within(called.ops))
        lines = {line for inner in called.ops for line in inner.chain[:2]}
        found = [found for line in lines if (found := question.texts.compiled_call(line))]
        if found and not reads:
            return min(found)
    return None


def _never_read(question: Question) -> Explanation:
    if question.source.variable and (line := _kept_graph(question)) is not None:
        reason = "this graph built the layers and keeps their first numbers: it reads no weights"
        related = [*_asked(question), *_made(question)]
        return Explanation(line, "", reason, "kept-graph", _few(line, related))
    pipelines = question.texts.pipelines(question.site)
    request = _innermost(question.site)
    made = _made_at(question)
    target = question.target
    if question.others_flow:
        line = made or request
        reason = f"nothing that `{target}` is computed from reads `{question.name}`"
        rule = "unused-source"
    else:
        line = request
        reason = f"`{target}` was computed without `{question.name}`"
        rule = "foreign-sources"
    related = [
        *(
            Note(at, "the sources are taken here")
            for at in question.texts.sources_taken(question.site)
        ),
        *_data_only(question)[:1],
        *(Note(at, "what a pipeline computes, no tape sees") for at in pipelines[:2]),
        *([Note(made, f"`{question.name}` {words.MADE}")] if made else []),
        *([Note(request, "asked for here")] if request else []),
    ]
    return Explanation(line, "", reason, rule, _few(line, related))


def _goes_on(question: Question, op: Op) -> list[Note]:
    """Where the target's own computation goes on without the value that dies."""
    ops = question.evidence.ops
    backward = paths.needed(ops, question.evidence.targets)
    after = ops[ops.index(op) + 1 :]
    lines = [
        other.chain[0]
        for other in after
        if other.chain and other.recorded and any(out in backward for out in other.outs)
    ]
    said = f"`{question.target}` goes on without it here"
    return [Note(line, said) for line in list(dict.fromkeys(lines))[:2]]


def _data_only(question: Question) -> list[Note]:
    """Where the target is computed: the first operations that no source went into."""
    evidence = question.evidence
    backward = paths.needed(evidence.ops, evidence.targets)
    found = [
        op
        for op in evidence.ops
        if any(out in backward for out in op.outs)
        and op.chain
        and op.recorded
        and op.name not in ("VarHandleOp", "ReadVariableOp")
    ]
    if not found:
        return []
    shown = [*found[:1], *found[-1:]]
    lines = [line for op in shown for line in (op.chain[0], op.chain[-2:][0])]
    return [Note(line, f"`{question.target}` is computed here") for line in lines]


def _integer(question: Question) -> Explanation:
    line = _made_at(question) or _innermost(question.site)
    reason = f"`{question.name}` is {question.source.dtype}: whole numbers get no gradient"
    request = _innermost(question.site)
    related = [Note(request, "asked for here")] if request else []
    return Explanation(line, "", reason, "integer-dtype", _few(line, related))


# ---------------------------------------------------------------------- zero, NaN, Inf


def _numeric(question: Question, path: Sequence[Op]) -> Explanation:
    """The last operation, seen from the source, into which a good gradient goes from behind."""
    if question.state == "zero":
        by_nature = flat.flattened(question.evidence, path, question.source.ids)
        if by_nature is not None:
            return _flat(question, by_nature)
    if question.state == "zero" and (meeting := _where_reads_cancel(question)):
        return _cancelled_at(question, meeting)
    op = frontier(question, path)
    first = _first_spoiled(question.evidence) if question.state != "zero" else None
    if first is not None:
        return _spoiled(question, first, op)
    if op is None:
        return _disconnected(question)
    if question.state == "zero" and (factors := _stuck(question, op)):
        return _stuck_at(question, op, factors)
    return _numeric_at(question, op)


def _where_reads_cancel(question: Question) -> Op | None:
    """Where two uses of a source meet, if a gradient comes to each and together they are zero.

    A single bias may cancel out where all else is learned, as the last one of a Wasserstein critic.
    """
    evidence = question.evidence
    if len(question.zeros) < len(evidence.sources):
        return None
    reads = [
        op.outs[0]
        for op in evidence.ops
        if op.name == "ReadVariableOp" and not question.source.ids.isdisjoint(op.ins)
    ]
    reads = [read for read in reads if read in evidence.states]
    if len(reads) < 2 or any((evidence.states[read] or 0) <= 0 for read in reads):
        return None
    ways = [paths.reached(evidence.ops, [read]) for read in reads]
    for op in evidence.ops:
        met = [way for way in ways if not way.isdisjoint(op.ins)]
        if len(met) > 1 and not set.intersection(*met) & set(op.ins):
            return op
    return None


def _cancelled_at(question: Question, op: Op) -> Explanation:
    line = _innermost(op.chain) or _innermost(question.site)
    reason = f"two uses of `{question.name}` meet here, and their gradients add up to zero"
    related = [*_calls(op.chain), *_made(question), *_asked(question)]
    return Explanation(line, words.spelled(op.name), reason, "zero-gradient", _few(line, related))


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
    line = _innermost(op.chain) or _innermost(question.site)
    reason = "every factor is zero here, so none of them gets a gradient but zero, and all stay so"
    begun = [Note(one.made[0], "one of them begins here") for one in factors if one.made]
    related = [*begun[:3], *_calls(op.chain), *_asked(question)]
    return Explanation(line, words.spelled(op.name), reason, "zero-gradient", _few(line, related))


def _flat(question: Question, op: Op) -> Explanation:
    """The gradient is zero because of what an operation is."""
    line = _innermost(op.chain) or _innermost(question.site)
    given = _handed_over(question, op, line)
    runs = [Note(line, "it runs here")] if given and line is not None else []
    told = words.of_flat(op.name, flat.is_shut(op, question.evidence.ops))
    if len(given) == 1 or op.name in words.STRAIGHT:
        line = given[0].line if given else line
    related = [*given, *runs, *_calls(op.chain), *_made(question), *_asked(question)]
    return Explanation(line, words.spelled(op.name), told.reason, told.rule, _few(line, related))


def _first_spoiled(evidence: Evidence) -> Op | None:
    """Where on the way forward the numbers themselves go wrong, if the target's did."""
    backward = paths.needed(evidence.ops, evidence.targets) & evidence.spoiled
    return next((op for op in evidence.ops if not backward.isdisjoint(op.outs)), None)


def _spoiled(question: Question, first: Op, last: Op | None) -> Explanation:
    """The gradient is wrong because what is differentiated is, from some line on."""
    line, shown, others = _spoiled_at(first)
    line = line or _innermost(question.site)
    further = _innermost(last.chain) if last is not None else None
    told = words.of_numbers(question.state, first.name).reason
    related = [
        *others,
        *_handed_over(question, shown, line),
        *([Note(further, told)] if further is not None else []),
        *_calls(first.chain),
        *_made(question),
    ]
    reason = words.SPOILED_INSIDE if others else words.SPOILED
    return Explanation(line, words.spelled(shown.name), reason, None, _few(line, related))


def _spoiled_at(first: Op) -> tuple[Line | None, Op, list[Note]]:
    """Where an operation goes wrong, or one inside of it, and where else it may be."""
    inside = [op for op in paths.within([first]) if op.name in words.STEEP and op.chain]
    lines = list(dict.fromkeys(op.chain[0] for op in inside)) if first.bodies else []
    shown = inside[0] if lines else first
    others = [Note(other, "or from here on") for other in lines[1:4]]
    return _innermost(shown.chain), shown, others


def frontier(question: Question, path: Sequence[Op]) -> Op | None:
    """Where on a way a gradient turns bad; None where there is no way."""
    states = question.evidence.states
    good = [
        op
        for op in path
        if op.name != "ReadVariableOp"
        and any(out in states and _is_good(states[out], question.state) for out in op.outs)
    ]
    for op in good:
        ins = [states[i] for i in op.ins if i in states]
        source = any(i in question.source.ids for i in op.ins)
        if source or any(_is(value, question.state) for value in ins):
            return _steepest(question, op)
    if not good:
        return path[-1] if path else None
    # What comes in lists has no size of its own: it is lost where they are made.
    before = path[: path.index(good[0])]
    lists = [op for op in before if op.bodies and not states.keys() >= set(op.outs)]
    return lists[-1] if lists else good[0]


def _steepest(question: Question, op: Op) -> Op:
    """Of several users of a value, whose gradients are added up, the one that can go wrong."""
    if question.state == "zero" or op.name in words.STEEP:
        return op
    states = question.evidence.states
    bad = {i for i in op.ins if _is(states.get(i), question.state)}
    for other in question.evidence.ops:
        good = any(_is_good(states.get(out), question.state) for out in other.outs)
        if good and other.name in words.STEEP and bad & set(other.ins):
            return other
    return op


def _numeric_at(question: Question, op: Op) -> Explanation:
    inside = _cut_inside(question, op)
    shown = inside.innermost if inside is not None else op
    line = _innermost(shown.chain) or _innermost(op.chain) or _innermost(question.site)
    if line is not None and shown.name == paths.BY_HAND:
        line = question.texts.given(line)
    if inside is not None and question.state == "zero":
        told = words.of_cut(inside, False, question.texts.at(line))
    else:
        told = words.of_numbers(question.state, shown.name)
    if shown.name == paths.BY_HAND and line is not None and not question.texts.gives_zeros(line):
        told = replace(told, rule=None)  # it may be zero for these numbers only
    handed_over = _handed_over(question, shown, line)
    related = [*handed_over, *_dead_inside(question, shown), *_calls(shown.chain), *_made(question)]
    return Explanation(line, words.spelled(shown.name), told.reason, told.rule, _few(line, related))


def _dead_inside(question: Question, op: Op) -> list[Note]:
    """What in a loop or a branch has the gradient zero, where that isn't the only way."""
    if question.state != "zero":
        return []
    dead = [inner for inner in paths.within([op]) if inner.name in words.DEAD and inner.chain]
    said = "this, which it runs, has the gradient zero everywhere"
    return [Note(inner.chain[0], said) for inner in dead[:2]]


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


# ---------------------------------------------------------------------- places


def _innermost(chain: Chain) -> Line | None:
    return chain[0] if chain else None


def _calls(chain: Chain, most: int = 3) -> list[Note]:
    calls = [Note(line, words.calls(inner.function)) for inner, line in pairwise(chain)]
    return calls[:most]


def _asked(question: Question) -> list[Note]:
    request = _innermost(question.site)
    return [Note(request, "asked for here")] if request is not None else []


def _tape(question: Question) -> list[Note]:
    tape = _innermost(question.evidence.tape)
    return [Note(tape, "the tape starts here")] if tape is not None else []


def _made(question: Question) -> list[Note]:
    line = _made_at(question)
    return [Note(line, f"`{question.name}` {words.MADE}")] if line is not None else []


def _made_at(question: Question) -> Line | None:
    source = question.source
    if source.made:
        return source.made[0]
    named = question.texts.bound_before(question.name, question.site)
    if not any(source.ids & set(op.outs) for op in question.evidence.ops) and named is not None:
        return named
    for op in reversed(question.evidence.ops):
        if source.ids & set(op.outs) and not op.name.startswith(paths.WRITES) and op.chain:
            return op.chain[0]
    return None


def _few(line: Line | None, notes: Sequence[Note], most: int = 5) -> tuple[Note, ...]:
    found: list[Note] = []
    for note in notes:
        same = line is not None and (note.line.file, note.line.line) == (line.file, line.line)
        known = any((n.line.file, n.line.line) == (note.line.file, note.line.line) for n in found)
        if not same and not known:
            found.append(note)
    return tuple(found[:most])
