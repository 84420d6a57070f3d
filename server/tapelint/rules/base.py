"""What a rule is: words for a proven break, the place to underline, and fixes."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from tapelint.diagnostic import Fix, Severity
from tapelint.fix.lazy import cst
from tapelint.fix.source import Source
from tapelint.fix.tree import Node, Tree
from tapelint.flow.proof import Proof
from tapelint.rules.fragment import Fragment
from tapelint.text import Span


@dataclass(frozen=True, slots=True)
class Site:
    """Where a fix is to be made: the proof, and the file that it speaks of."""

    proof: Proof
    source: Source

    def here(self, *kinds: type[Node]) -> tuple[Tree, Node] | None:
        """The node of one of ``kinds`` that the proof stands at."""
        return self.at(self.proof.span, *kinds)

    def at(self, span: Span | None, *kinds: type[Node]) -> tuple[Tree, Node] | None:
        """The node of one of ``kinds`` that stands exactly at ``span``."""
        tree = self.source.tree(span) if span is not None else None
        if tree is None or span is None:
            return None
        node = tree.at(span, *kinds)
        return None if node is None else (tree, node)

    def expression(self, key: str) -> tuple[Tree, cst.BaseExpression] | None:
        """The expression that stands at the place which a fact names."""
        span = self.place(key)
        tree = self.source.tree(span) if span is not None else None
        found = tree.expression(span) if tree is not None and span is not None else None
        return None if tree is None or found is None else (tree, found)

    def name(self, key: str) -> str:
        """A fact that is a text; empty where the engine didn't give it."""
        return fact(self.proof, key)

    def place(self, key: str) -> Span | None:
        """A fact that is a place."""
        value = self.proof.facts.get(key)
        return value if isinstance(value, Span) else None


class Rule:
    """The parts of a rule that most rules share; each rule is a subclass in a file of its own.

    The docstring of that file is the rule's page.

    Attributes:
        code: the fixed code, such as ``TL101``.
        name: the fixed name, such as ``non-differentiable-op``.
        kinds: the kinds of proof that this rule speaks of; each belongs to one rule.
        levels: the severities that the rule can have.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    kinds: ClassVar[tuple[str, ...]]
    levels: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING)

    @classmethod
    def docs(cls) -> str:
        """The rule's page: a line that sums it up, then its sections."""
        return inspect.cleandoc(sys.modules[cls.__module__].__doc__ or "")

    @classmethod
    def summary(cls) -> str:
        """One line for tables and for editors."""
        return cls.docs().partition("\n")[0]

    def severity(self, proof: Proof) -> Severity:
        """An error where all that the request asks for is dead, a warning for a part."""
        return Severity.ERROR if proof.whole else Severity.WARNING

    def message(self, proof: Proof) -> str:
        """What is wrong, what the user will see of it, and where."""
        raise NotImplementedError

    def hover(self, proof: Proof) -> str:
        """More about the cause, as Markdown."""
        raise NotImplementedError

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The part of ``piece`` to look at; None leaves the whole underlined."""
        return operation(proof, piece)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Changes that mend this, best first."""
        return ()


def fact(proof: Proof, key: str) -> str:
    """A fact that is a text; empty where the engine didn't give it."""
    value = proof.facts.get(key, "")
    return value if isinstance(value, str) else ""


def operation(proof: Proof, piece: Fragment) -> Span | None:
    """The operator of an operation, the function of a call, the method of a method call."""
    node = piece.node
    if isinstance(node, ast.BinOp):
        return piece.operator(node.left, node.right)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return piece.operator(node.left, node.comparators[0])
    if isinstance(node, ast.AugAssign):
        return piece.operator(node.target, node.value)
    if isinstance(node, ast.Call):
        return _callee(proof, piece, node)
    return None


def _callee(proof: Proof, piece: Fragment, call: ast.Call) -> Span:
    function = call.func
    method = proof.symbol.startswith(".") and not proof.op.startswith("tf.")
    if method and isinstance(function, ast.Attribute):
        return piece.rest(function.value, function if call.args or call.keywords else call)
    return piece.place(function)


def keyword(piece: Fragment, name: str) -> Span | None:
    """The first argument of a name, with its value: the line of a long call that says so."""
    found = (argument for argument in piece.all(ast.keyword) if argument.arg == name)
    return next((piece.place(argument) for argument in found), None)


def assigned_value(piece: Fragment) -> Span | None:
    """The value of an assignment, a return or an augmented assignment."""
    node = piece.node
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return)):
        return piece.place(node.value) if node.value is not None else None
    return None
