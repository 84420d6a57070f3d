"""The half-sentences that many messages share: what the user will see, and of which variables."""

from __future__ import annotations

from collections.abc import Sequence

from tapelint.flow.proof import Asked, Proof
from tapelint.rules.base import fact

_LONGEST = 60
_TRAINING = ("fit", "compile", "minimize", "train_on_batch")
_CONTRACT = "contract"
_ADDED = "add_loss"
_RAISES = 'raises "No gradients provided for any variable"'


def code(text: str) -> str:
    """``text`` set as code; what is too long to read in a message is cut."""
    flat = " ".join(text.split())
    if len(flat) > _LONGEST:
        flat = f"{flat[: _LONGEST - 1]}…"
    elif flat[-1:] != "…" and any(
        flat.count(opening) > flat.count(closing) for opening, closing in ("()", "[]", "{}")
    ):
        flat = f"{flat}…"
    return f"``{flat}``" if "`" in flat else f"`{flat}`"


def listing(names: Sequence[str], *, last: str = "and") -> str:
    """``a``, ``b`` and ``c``; of many names the first ones and how many more there are."""
    shown = [name if " " in name else code(name) for name in names[:3]]
    more = len(names) - len(shown)
    if more:
        shown.append(f"{more} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {last} {shown[-1]}"


def outcome(proof: Proof, *, named: bool = False) -> str:
    """What the user will see of this break: ```tape.gradient(z, x)` on line 9 returns None``.

    Several sources that the sentence has ``named`` already aren't listed once more.
    """
    asked = proof.asked
    if asked is None:
        return "no gradient passes here"
    if asked.method in _TRAINING:
        return _training(asked, proof, named=named)
    if asked.method == _CONTRACT:
        return _nothing_back(asked, proof)
    if asked.method == _ADDED:
        return _adds_nothing(asked)
    return unreached(proof) if fact(proof, "shows") else _gradient(asked, proof, named=named)


def asked_for(proof: Proof) -> str:
    """The request that suffers, with its line."""
    asked = proof.asked
    if asked is None:
        return "the gradient"
    text = f"`{asked.method}`" if asked.method in _TRAINING else code(asked.text)
    return f"{text} {asked.where}"


def not_finite(proof: Proof) -> str:
    """What the user will see of an infinite slope: the request with NaN or infinite results."""
    asked, result = proof.asked, fact(proof, "result")
    names = listing(proof.dead or ("a source",))
    if asked is None:
        return f"the gradient of {names} is {result}"
    if asked.method in _TRAINING:
        return f"`{asked.method}` {asked.where} turns {names} into NaN"
    given = "NaN" if result == "NaN" else "infinite gradients"
    return f"{code(asked.text)} {asked.where} returns {given} for {names}"


def zeros(proof: Proof) -> str:
    """What the user will see where the gradient exists and is zero."""
    names, asked = listing(proof.dead or ("the source",)), proof.asked
    if asked is None:
        return f"the gradient of {names} is zero"
    if asked.method in _TRAINING:
        return f"{_training_call(asked)} gets a gradient of zero for {names}"
    if asked.method == _CONTRACT:
        return f"nothing but zeros comes back from {code(asked.text)} to {names}, whoever calls it"
    return f"{code(asked.text)} {asked.where} returns zeros for {names}"


def unreached(proof: Proof) -> str:
    """The outcome where it isn't known whether the request gives None or raises."""
    asked, dead = proof.asked, proof.dead or ("the source",)
    if asked is None:
        return "no gradient passes here"
    if asked.method in _TRAINING:
        return f"{_training_call(asked)} can't train {listing(dead)}"
    if asked.method == _CONTRACT:
        return _nothing_back(asked, proof)
    if asked.method == _ADDED:
        return _adds_nothing(asked)
    shows = fact(proof, "shows")
    if shows == "an exception" or shows.endswith("Error"):
        return f"{code(asked.text)} {asked.where} raises {shows}"
    return f"{code(asked.text)} {asked.where} gets no gradient for {listing(dead)}"


def _training_call(asked: Asked) -> str:
    """What trains: the call, or whatever will train a model that is only compiled here."""
    if asked.method == "compile":
        return f"training the model that is compiled {asked.where}"
    return f"`{asked.method}` {asked.where}"


def _nothing_back(asked: Asked, proof: Proof) -> str:
    """The outcome for whoever uses a class or function that nothing in the file uses."""
    get = "get" if len(proof.dead) > 1 else "gets"
    dead = listing(proof.dead or ("what it is given",))
    return f"{dead} {get} no gradient from {code(asked.text)}, whoever calls it"


def _adds_nothing(asked: Asked) -> str:
    return f"what `add_loss` adds {asked.where} trains nothing"


def _training(asked: Asked, proof: Proof, *, named: bool) -> str:
    request = _training_call(asked)
    if proof.whole:
        return f"{request} {_RAISES}"
    return f"{request} never trains {_part(proof, 'a part of its variables', named=named)}"


def _part(proof: Proof, otherwise: str, *, named: bool) -> str:
    """The sources that suffer, where others don't."""
    return "them" if named and len(proof.dead) > 1 else listing(proof.dead or (otherwise,))


def _gradient(asked: Asked, proof: Proof, *, named: bool) -> str:
    request = f"{code(asked.text)} {asked.where}"
    absent = absence(asked)
    if not proof.whole:
        return f"{request} returns {absent} for {_part(proof, 'a source', named=named)}"
    if asked.applied is not None and absent == "None":
        return (
            f"every gradient {asked.where} is None, and `apply_gradients` "
            f"on line {asked.applied.line} {_RAISES}"
        )
    if _several(asked, proof):
        return f"{request} returns nothing but {'zeros' if absent == 'zeros' else 'None'}"
    return f"{request} returns {absent}"


def absence(asked: Asked) -> str:
    """What stands for a missing gradient: None, or zeros where they were asked for."""
    zeros = asked.method == "batch_jacobian" or "unconnected_gradients" in asked.text
    return "zeros" if zeros and not asked.text.endswith('="none")') else "None"


def _several(asked: Asked, proof: Proof) -> bool:
    listed = asked.sources.lstrip().startswith(("[", "(", "{"))
    return listed or len(proof.dead) > 1 or asked.sources.endswith(("variables", "weights"))


def path(proof: Proof) -> str:
    """The way of the gradient with the place where it ends, for a hover."""
    if proof.asked is None or not proof.symbol:
        return ""
    start = listing(proof.dead) if proof.dead else "the source"
    cut = f"**{code(proof.symbol)} (line {proof.span.line}), cut**"
    goal = f" → {code(proof.asked.target)}" if proof.asked.target else ""
    return f"{start} → {cut}{goal}"
