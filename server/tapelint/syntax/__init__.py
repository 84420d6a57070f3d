"""From a text to trees that later layers can trust: parsing with holes, pragmas, notebooks."""

from tapelint.syntax.holes import Hole, is_hole
from tapelint.syntax.parser import Parsed, Parser, Unit

__all__ = ["Hole", "Parsed", "Parser", "Unit", "is_hole"]
