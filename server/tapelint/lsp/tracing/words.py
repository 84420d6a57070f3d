"""What was seen, in a few words: for lenses, for the ends of lines, for hovers."""

from __future__ import annotations

from collections.abc import Sequence

from tapelint.lsp.tracing.store import Seen, flows, worst
from tapelint.trace.seen import Cut, Gradient, LineSeen, Source, State

_WORDS = {State.NONE: "none", State.ZERO: "zero", State.NAN: "NaN", State.INF: "Inf"}
_VERBS = {
    State.NONE: "got no gradient",
    State.ZERO: "got nothing but zeros",
    State.NAN: "got NaN",
    State.INF: "got infinite numbers",
}
_NAMED = 3
_LONGEST, _WIDEST = 40, 60


def size(norm: float | None, state: State) -> str:
    """A gradient at the end of a line."""
    if state is not State.FLOWS:
        return f"∇ {_WORDS[state]}"
    return "∇" if norm is None else f"∇ {norm:.3g}"


def listed(names: Sequence[str], mark: str = "") -> str:
    """Some names, as many of them in full as can be read at a glance."""
    shown = [f"{mark}{_short(name)}{mark}" for name in names]
    count = min(len(shown), _NAMED)
    while count > 1 and sum(map(len, shown[:count])) > _WIDEST:
        count -= 1
    if len(shown) - count == 1 and sum(map(len, shown)) <= _WIDEST:
        count += 1
    more = f" and {len(shown) - count} more" if count < len(shown) else ""
    return ", ".join(shown[:count]) + more


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"…{name[-_LONGEST:]}"


def fate(source: Source) -> str:
    """What became of a source."""
    return source.trouble.value if source.trouble else _VERBS[source.state]


def request(gradients: Sequence[Gradient], seen: Seen) -> str:
    """What was seen of the requests at one place: ``∇ reaches w, b · emb cut at line 41``."""
    sources = worst(gradients)
    if not sources:
        return "∇ asks for no source"
    whole = [source.name for source in sources if flows(source)]
    parts = [f"reaches {listed(whole)}"] if whole else []
    groups: dict[str, list[str]] = {}
    for source in sources:
        if not flows(source):
            groups.setdefault(_how(source, seen), []).append(source.name)
    parts += [f"{listed(names)} {how}" for how, names in groups.items()]
    return f"∇ {' · '.join(parts)}"


def _how(source: Source, seen: Seen) -> str:
    where = "" if source.cut is None else seen.spelled(source.cut.place)
    if source.trouble is not None:
        return f"{source.trouble.value}: {where}" if where else source.trouble.value
    if source.state is State.NONE:
        return f"cut at {where}" if where else "none"
    return f"{_WORDS[source.state]} from {where}" if where else _WORDS[source.state]


def times(gradients: Sequence[Gradient]) -> str:
    """How often the requests at one place were seen."""
    chains = {gradient.chain: gradient.steps for gradient in gradients}
    count = sum(chains.values())
    return f"seen {count} times" if count > 1 else "seen"


def at_end(line: int, seen: Seen, cut: Cut | None) -> str:
    """What stands at the end of a line; ``cut`` is where its gradient is lost."""
    known = seen.lines.get(line)
    parts = [] if known is None else [size(known.norm, known.state)]
    troubles = [broken.source.trouble for broken in seen.broken if broken.line == line]
    if None in troubles:
        flowing = known is None or known.state is State.FLOWS
        return ", ".join([*parts, "cut here"]) if known and flowing else "∇ none: cut here"
    if troubles:
        return ", ".join([*(parts or ["∇"]), *(t.value for t in dict.fromkeys(troubles) if t)])
    if known is not None and known.state is State.NONE and cut is not None:
        where = seen.spelled(cut.place)
        parts = [f"∇ none: cut at {where}" if where else "∇ none"]
    return parts[0] if parts else ""


def details(known: LineSeen) -> str:
    """Everything that was seen of a line, as Markdown."""
    norm = "" if known.norm is None else f", norm {known.norm:.6g}"
    states = {State.FLOWS: "the gradient arrives", State.NONE: "no gradient arrives"}
    state = states.get(known.state, f"the gradient is {_WORDS.get(known.state, '')}")
    return f"**Seen in the trace**: `{known.op}`, {known.dtype} {known.shape}: {state}{norm}."


def markdown(line: int, seen: Seen) -> str:
    """What a trace says of a line, as Markdown; empty where it says nothing."""
    known = seen.lines.get(line)
    parts = [] if known is None else [details(known)]
    for reason, names in _cuts(line, seen).items():
        parts.append(f"Cut here: {reason} ({listed(names, '`')}).")
    if not seen.fresh and parts:
        parts.append("The text has changed elsewhere since it ran.")
    return "\n\n".join(parts)


def _cuts(line: int, seen: Seen) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for broken in seen.broken:
        if broken.line == line and broken.source.name not in found.setdefault(
            broken.cut.reason, []
        ):
            found[broken.cut.reason].append(broken.source.name)
    return found
