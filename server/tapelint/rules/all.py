"""Every rule, in the order of the codes."""

from __future__ import annotations

from tapelint.rules.assign_to_tensor import AssignToTensor
from tapelint.rules.base import Rule
from tapelint.rules.custom_gradient import CustomGradient
from tapelint.rules.discarded_result import DiscardedResult
from tapelint.rules.endless_slope import EndlessSlope
from tapelint.rules.floor_division import FloorDivision
from tapelint.rules.foreign_sources import ForeignSources
from tapelint.rules.fresh_variable import FreshVariable
from tapelint.rules.integer_dtype import IntegerDtype
from tapelint.rules.kept_graph import KeptGraphRule
from tapelint.rules.late_trainable import LateTrainable
from tapelint.rules.leaves_tensorflow import LeavesTensorflow
from tapelint.rules.mismatched_gradients import MismatchedGradients
from tapelint.rules.non_differentiable_op import NonDifferentiableOp
from tapelint.rules.nontrainable_source import NontrainableSource
from tapelint.rules.numpy_in_graph import NumpyInGraph
from tapelint.rules.outside_tape import OutsideTape
from tapelint.rules.redundant_watch import RedundantWatch
from tapelint.rules.refused_argument import RefusedArgument
from tapelint.rules.removed_member import RemovedMember
from tapelint.rules.replaced_variable import ReplacedVariable
from tapelint.rules.rewrapped_value import RewrappedValue
from tapelint.rules.rounded_log import RoundedLog
from tapelint.rules.state_write import StateWrite
from tapelint.rules.stop_gradient import StopGradient
from tapelint.rules.tape_reused import TapeReused
from tapelint.rules.unrelated_target import UnrelatedTarget
from tapelint.rules.unsafe_where import UnsafeWhere
from tapelint.rules.untracked_variable import UntrackedVariable
from tapelint.rules.unused_ignore import UnusedIgnore
from tapelint.rules.unused_source import UnusedSource
from tapelint.rules.unwatched_source import UnwatchedSource
from tapelint.rules.zero_gradient import ZeroGradient
from tapelint.rules.zero_times_infinity import ZeroTimesInfinity

RULES: tuple[type[Rule], ...] = (
    NonDifferentiableOp,
    FloorDivision,
    LeavesTensorflow,
    StopGradient,
    IntegerDtype,
    RewrappedValue,
    StateWrite,
    ZeroGradient,
    CustomGradient,
    OutsideTape,
    UnwatchedSource,
    NontrainableSource,
    UnrelatedTarget,
    ForeignSources,
    UnusedSource,
    ReplacedVariable,
    FreshVariable,
    UntrackedVariable,
    DiscardedResult,
    LateTrainable,
    KeptGraphRule,
    TapeReused,
    AssignToTensor,
    MismatchedGradients,
    NumpyInGraph,
    RemovedMember,
    RefusedArgument,
    RedundantWatch,
    UnsafeWhere,
    EndlessSlope,
    RoundedLog,
    ZeroTimesInfinity,
    UnusedIgnore,
)
