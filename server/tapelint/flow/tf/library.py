"""Library symbols that need more than a row: those that make objects or call back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tapelint.flow.containers import Dict, Lazy, Seq
from tapelint.flow.graph import CUT, FALSE, LIVE, NONE, TRUE, Const, Edge, Node, Value
from tapelint.flow.places import Place
from tapelint.flow.python.cases import Cases
from tapelint.flow.python.imports import HARMLESS, HUB_LAYER, is_dtype
from tapelint.flow.python.introspection import TENSOR_CLASS
from tapelint.flow.python.mappings import Mappings
from tapelint.flow.python.named_tuples import NamedTuples
from tapelint.flow.python.stdlib import StandardLibrary
from tapelint.flow.python.threads import Threads
from tapelint.flow.tf.arrays import NumPy
from tapelint.flow.tf.byhand import CustomGradients
from tapelint.flow.tf.callbacks import Callbacks
from tapelint.flow.tf.conversions import Conversions
from tapelint.flow.tf.datasets import Datasets
from tapelint.flow.tf.linear_operators import MODELLED, LinearOperators
from tapelint.flow.tf.strategies import STRATEGIES, Strategies
from tapelint.flow.tf.structures import Structures
from tapelint.flow.tf.symbolic import SymbolicGradients
from tapelint.flow.tf.tensor_likes import TensorLikes
from tapelint.flow.values import Bound, Class, Function, Lib, Obj, Partial, Super, Tape, Var
from tapelint.ops.table import Row, like_in_version_1, lookup

Args = list[Value]
Kwargs = dict[str, Value]
Handler = Callable[[Any, Args, Kwargs, Place], Value]


class Library(
    NumPy,
    StandardLibrary,
    Cases,
    Mappings,
    NamedTuples,
    Threads,
    Conversions,
    Callbacks,
    CustomGradients,
    Datasets,
    LinearOperators,
    TensorLikes,
    Strategies,
    Structures,
    SymbolicGradients,
):
    """Calls of library symbols."""

    def call_library(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """Call a library symbol."""
        if path.startswith("builtins."):
            return self.call_builtin(path[9:], args, kwargs, place)
        own = self.rows.get(path)
        if own is not None:
            self.used_rows[own.name] = None
            return self._call_by_row(own, path, args, kwargs, place)
        if path.startswith("abc.ABCMeta."):
            return self.call_builtin(f"type.{path[12:]}", args, kwargs, place)
        handler = HANDLERS.get(path)
        if handler is not None:
            return handler(self, args, kwargs, place)
        top = path.partition(".")[0]
        if top == "keras" or path == HUB_LAYER or path.endswith("_initializer"):
            made = self.call_keras(path, args, kwargs, place)
            if made is not None:
                return made
        if top == "np":
            return self.call_numpy(path, args, kwargs, place)
        if path in MODELLED:
            return self.make_linear_operator(path, args, kwargs, place)
        if path.startswith(_OF_TENSORS):
            return self.tensor_method(path.rpartition(".")[2], args, kwargs, place)
        if path.startswith("tf.compat.v1."):
            return self._call_version_1(path, args, kwargs, place)
        if top in ("math", "cmath"):
            for value in args:
                self.takes_value(value, "TypeError", place)
        row = lookup(path)
        if row is not None:
            return self._call_by_row(row, path, args, kwargs, place)
        if top in HARMLESS:
            return self._harmless(path, args, kwargs, place)
        self.unknowns[path] += 1
        return self.unknown(path, place, [*args, *kwargs.values()])

    def _call_version_1(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """A function that version 1 of the interface has of its own, or with other parameters."""
        row, like = lookup(path), like_in_version_1(path.removeprefix("tf.compat.v1."))
        if row is not None:
            return self._call_by_row(row, path, args, kwargs, place)
        if path.startswith("tf.compat.v1.train."):
            return self._object("optimizer", path, place)
        now = lookup(like[0]) if like is not None else None
        if like is None or now is None or not _as_now(now, like[1], args, kwargs):
            self.unknowns[path] += 1
            return self.unknown(path, place, [*args, *kwargs.values()])
        return self.call_library(like[0], args, kwargs, place)

    def _call_by_row(self, row: Row, path: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        values = [*args, *kwargs.values()]
        if any(self._calls_back(v) for v in values):
            # It may call what it is given, in any way.
            self.havoc(values, place)
            return self.unknown(path, place, values)
        return self.call_row(row, args, kwargs, place, path)

    def _calls_back(self, value: Value) -> bool:
        """Whether there is a function of the program in a value."""
        if isinstance(value, Seq):
            return any(self._calls_back(v) for v in value.items)
        if isinstance(value, Dict):
            return any(self._calls_back(v) for v in value.data.values())
        return isinstance(value, (Function, Bound, Partial))

    def _harmless(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        row = lookup(path)
        if row is not None:
            return self.call_row(row, args, kwargs, place, path)
        top = path.partition(".")[0]
        leaves = [n for a in (*args, *kwargs.values()) for n in self.leaves(a, place)]
        live = [n for n in leaves if n.kind != "data"]
        if top == "operator":
            return self._operator(path, args, place)
        if top in ("math", "cmath", "statistics") and live:
            edges = [
                Edge(n, CUT if n.home in ("tensor", "unknown") else LIVE, "leaves") for n in live
            ]
            return self.node("op", path, edges, place, "python", "float", path)
        if top == "tqdm":
            return Lazy("wrap", (args[0],)) if args else self.data(place)
        if live and top in ("scipy", "sklearn", "pandas", "cv2", "PIL", "skimage"):
            edges = [
                Edge(n, CUT if n.home in ("tensor", "unknown") else LIVE, "leaves") for n in live
            ]
            return self.node("op", path, edges, place, "numpy", "unknown", path)
        if path in ("random.choice", "random.sample", "random.choices") and args:
            return self._drawn(path, args[0], place)
        values = [*args, *kwargs.values()]
        if live or any(callable_or_object(v) for v in values) or self._reaches(values):
            out = self.unknown(path, place, values)
            if top in _MUTATING:
                self.havoc(values, place)
            return out
        return self.opaque_data(path, place)

    def _reaches(self, values: Args) -> bool:
        """Whether anything that a gradient could pass is reachable from these."""
        return any(not isinstance(v, Node) or v.kind != "data" for v in self.reach(values))

    def opaque_data(self, path: str, place: Place) -> Value:
        """The result of a function that knows no tensors: nothing to differentiate."""
        out = self.node("opaque", path, (), place, "unknown", "unknown")
        out.fact = ("data", path)
        return out

    # ------------------------------------------------------------------ methods

    def call_method(
        self, owner: Value, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        """A modelled method, by what it belongs to."""
        if isinstance(owner, Tape):
            return self.call_tape_method(owner, name, args, kwargs, place)
        if isinstance(owner, Var):
            return self.call_variable_method(owner, name, args, kwargs, place)
        if isinstance(owner, Node):
            return self.call_node_method(owner, name, args, kwargs, place)
        if isinstance(owner, Obj):
            return self.call_object_method(owner, name, args, kwargs, place)
        if isinstance(owner, Super):
            return self.call_super_method(owner, name, args, kwargs, place)
        if isinstance(owner, (Function, Bound, Partial)):
            return self._function_method(owner, name, args, kwargs, place)
        if isinstance(owner, Class):
            return self._class_method(owner, name, args, kwargs, place)
        return self.call_container(owner, name, args, kwargs, place)

    def _function_method(
        self, owner: Value, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        if name == "get_concrete_function":
            return owner
        return self.unknown(f".{name}", place, [owner, *args])

    def _class_method(
        self, owner: Class, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        base = next((b for b in owner.mro() if isinstance(b, Lib)), None)
        if base is not None and args:
            # keras.Layer.__init__(self, …) written out.
            return self.call_super_method(Super(owner, args[0]), name, args[1:], kwargs, place)
        return self.unknown(f"{owner.name}.{name}", place, [owner, *args])

    def _epsilon(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self.node("data", "keras.config.epsilon", (), place, "python", "float")

    def _as_dtype(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``tf.as_dtype``: the dtype itself."""
        given = args[0] if args else NONE
        if isinstance(given, Const) and isinstance(given.value, str):
            return Lib(f"tf.{given.value}")
        if isinstance(given, Lib):
            own = given.path.partition(".")[2]
            return Lib(f"tf.{own}") if is_dtype(f"tf.{own}") else given
        return self.data(place)

    def _tensor_shape(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``tf.TensorShape``: whole numbers, wherever they come from."""
        return self.node("data", "tf.TensorShape", (), place, "python", "int")

    def _tracked_value(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """What an object keeps as an attribute: the value, in a list or dictionary of its own."""
        given = dict(zip(("trackable", "value", "name"), args, strict=False)) | kwargs
        return given.get("value", NONE)

    def _backend(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return Const("tensorflow")

    def _executing_eagerly(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """False in a graph; elsewhere a function may still be called from one."""
        if self.lifted and not self.graph_depth:
            return TRUE
        traced = self.graph_depth and not self.eager
        return FALSE if traced else self.data(place, "python", "bool")

    def _inside_function(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """True in a graph; elsewhere a function may still be called from one."""
        traced = self.graph_depth and not self.eager
        return TRUE if traced else self.data(place, "python", "bool")

    def _run_eagerly(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        self.eager = True
        return NONE

    def _seed_source(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """What hands out seeds or random numbers: nothing in it is trained."""
        return self.data(place, "unknown")


def callable_or_object(value: Value) -> bool:
    """Whether a value could do something of its own when a library function gets it."""
    return isinstance(value, (Function, Bound, Partial, Class, Obj))


def _as_now(now: Row, shared: int, args: Args, kwargs: Kwargs) -> bool:
    """Whether a call of version 1 means the same to the function of today."""
    return len(args) <= shared and kwargs.keys() <= {p.name for p in now.params}


_OF_TENSORS: Final = (f"{TENSOR_CLASS}.", "tf.Tensor.__")

# Of the packages that keep what they are given, those that may change it or run it later.
_MUTATING: Final = frozenset(
    {
        "atexit",
        "bisect",
        "collections",
        "concurrent",
        "contextlib",
        "functools",
        "heapq",
        "itertools",
        "multiprocessing",
        "queue",
        "random",
        "threading",
    }
)

HANDLERS: Final[dict[str, Handler]] = {
    "tf.Variable": Library._variable,
    "keras.Variable": Library._keras_variable,
    "tf.GradientTape": Library._tape,
    "tf.constant": Library._tf_constant,
    "tf.convert_to_tensor": Library._convert,
    "keras.ops.convert_to_tensor": Library._convert,
    "tf.get_static_value": Library._static_value,
    "tf.register_tensor_conversion_function": Library._register_conversion,
    "tf.cast": Library._cast,
    "tf.dtypes.cast": Library._cast,
    "keras.ops.cast": Library._cast,
    "tf.saturate_cast": Library._cast,
    "tf.as_dtype": Library._as_dtype,
    "tf.dtypes.as_dtype": Library._as_dtype,
    "tf.identity": Library._identity,
    "tf.function": Library._tf_function,
    "tf.gradients": Library._graph_gradients,
    "keras.backend.gradients": Library._keras_gradients,
    "keras.backend.epsilon": Library._epsilon,
    "keras.config.epsilon": Library._epsilon,
    "keras.backend.backend": Library._backend,
    "keras.config.backend": Library._backend,
    "tf.TensorShape": Library._tensor_shape,
    "tf.compat.v1.Dimension": Library._tensor_shape,
    "tf.broadcast_static_shape": Library._tensor_shape,
    "tf.compat.dimension_value": Library._returns_first,
    "tf.executing_eagerly": Library._executing_eagerly,
    "tf.inside_function": Library._inside_function,
    "tf.config.run_functions_eagerly": Library._run_eagerly,
    "tf.autograph.experimental.do_not_convert": Library._decorator,
    "tf.keras.utils.register_keras_serializable": Library._decorator,
    "keras.saving.register_keras_serializable": Library._decorator,
    "keras.utils.register_keras_serializable": Library._decorator,
    "importlib.import_module": Library._import_module,
    "functools.lru_cache": Library._memo,
    "functools.wraps": Library._transparent,
    "functools.partial": Library._partial,
    "dataclasses.asdict": Library._as_dict,
    "sys.exit": Library._exit_program,
    "os._exit": Library._exit_program,
    "os.abort": Library._exit_program,
    "functools.reduce": Library._reduce,
    "itertools.chain": Library._chain,
    "itertools.chain.from_iterable": Library._chain_nested,
    "itertools.accumulate": Library._accumulate,
    "itertools.starmap": Library._starmap,
    "itertools.cycle": Library._repeat_forever,
    "itertools.repeat": Library._repeat_forever,
    "itertools.count": Library._repeat_forever,
    "itertools.islice": Library._repeat_forever,
    "dataclasses.dataclass": Library._dataclass,
    "dataclasses.field": Library._field,
    "dataclasses.fields": Library._fields,
    "dataclasses.replace": Library._replace,
    "weakref.ref": Library.weak_reference,
    "weakref.WeakKeyDictionary": Library._ordered,
    "copy.copy": Library._copy,
    "copy.deepcopy": Library._deepcopy,
    "collections.OrderedDict": Library._ordered,
    "collections.defaultdict": Library._defaultdict,
    "collections.deque": Library._deque,
    "collections.namedtuple": Library._namedtuple,
    "types.SimpleNamespace": Library._namespace,
    "threading.local": Library._namespace,
    "threading.Thread": Library._thread,
    "concurrent.futures.ThreadPoolExecutor": Library._executor,
    "concurrent.futures.thread.ThreadPoolExecutor": Library._executor,
    "concurrent.futures.as_completed": Library._as_completed,
    "multiprocessing.pool.ThreadPool": Library._executor,
    "multiprocessing.dummy.Pool": Library._executor,
    "re.sub": Library._some_text,
    "re.escape": Library._some_text,
    "types.FunctionType": Library._function_type,
    "unittest.mock.patch": Library._mock_path,
    "unittest.mock.patch.object": Library._mock_attribute,
    "decorator.decorator": Library._decorator_of,
    "wrapt.decorator": Library._wrapt_decorator,
    "tf.python.trackable.data_structures.sticky_attribute_assignment": Library._tracked_value,
    "tf.python.util.deprecation.deprecated": Library._transparent,
    "tf.python.util.deprecation.deprecated_args": Library._transparent,
    "tf.python.util.deprecation.deprecated_arg_values": Library._transparent,
    "six.iteritems": Library._six_items,
    "six.iterkeys": Library._six_keys,
    "six.itervalues": Library._six_values,
    "six.add_metaclass": Library._add_metaclass,
    "six.with_metaclass": Library._with_metaclass,
    "absl.testing.parameterized.parameters": Library._absl_cases,
    "absl.testing.parameterized.named_parameters": Library._absl_named_cases,
    "pytest.mark.parametrize": Library._pytest_cases,
    "contextlib.contextmanager": Library._decorator,
    "contextlib.suppress": Library._suppress,
    "contextlib.ExitStack": Library._exit_stack,
    "contextlib.nullcontext": Library._returns_first,
    "tf.cond": Library._cond,
    "keras.ops.cond": Library._cond,
    "tf.switch_case": Library._switch,
    "tf.case": Library._switch,
    "keras.ops.switch": Library._switch,
    "keras.ops.fori_loop": Library._fori_loop,
    "tf.while_loop": Library._while_loop,
    "keras.ops.while_loop": Library._while_loop,
    "tf.map_fn": Library._map_fn,
    "tf.ragged.map_flat_values": Library._map_flat_values,
    "keras.ops.map": Library._map_fn,
    "keras.ops.vectorized_map": Library._vectorized_map,
    "tf.vectorized_map": Library._vectorized_map,
    "tf.scan": Library._scan,
    "tf.foldl": Library._scan,
    "tf.foldr": Library._scan,
    "keras.ops.scan": Library._keras_scan,
    "keras.random.SeedGenerator": Library._seed_source,
    "tf.random.Generator": Library._seed_source,
    "tf.random.Generator.from_seed": Library._seed_source,
    "tf.random.Generator.from_key_counter": Library._seed_source,
    "tf.random.Generator.from_state": Library._seed_source,
    "tf.random.Generator.from_non_deterministic_state": Library._seed_source,
    "tf.random.get_global_generator": Library._seed_source,
    "tf.custom_gradient": Library.make_custom_gradient,
    "keras.ops.custom_gradient": Library.make_custom_gradient,
    "tf.recompute_grad": Library._recompute,
    "tf.py_function": Library._py_function,
    "tf.numpy_function": Library._numpy_function,
    "keras.activations.get": Library._activation,
    "tf.nest.map_structure": Library._map_structure,
    "keras.tree.map_structure": Library._map_structure,
    "tf.nest.flatten": Library._nest_flatten,
    "tf.nest.is_nested": Library._is_nested,
    "tf.nest.map_structure_up_to": Library._map_up_to,
    "tf.nest.map_structure_with_tuple_paths_up_to": Library._map_paths_up_to,
    "tf.nest.flatten_up_to": Library._flatten_up_to,
    "tf.nest.flatten_with_tuple_paths": Library._paths,
    "tf.nest.pack_sequence_as": Library._pack,
    "keras.tree.flatten": Library._nest_flatten,
    "keras.tree.pack_sequence_as": Library._pack,
    "tf.TensorArray": Library._tensor_array,
    "tf.clip_by_global_norm": Library._clip_by_global_norm,
    **dict.fromkeys(STRATEGIES, Library._strategy),
    "tf.data.Dataset.from_tensor_slices": Library._dataset,
    "tf.data.Dataset.from_tensors": Library._dataset,
    "tf.data.Dataset.range": Library._dataset_range,
    "tf.data.Dataset.zip": Library._dataset_zip,
    "tf.data.Dataset.from_generator": Library._dataset_generator,
}
