"""Sample arguments: what a probe may put where a parameter has a telling name.

A sample is a recipe, not a value: the same recipe is made several times, with numbers from
different ranges, in another dtype, or with fresh randomness.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

RANGES = {"mixed": (-2.0, 2.0), "unit": (0.1, 0.9), "big": (1.1, 3.3)}


@dataclass(frozen=True, slots=True)
class Setting:
    """How to make values this time: their range, their dtype and the source of randomness."""

    spread: str
    rng: np.random.Generator
    dtype: str = "float32"


@dataclass(frozen=True)
class Real:
    """A float tensor; ``form`` makes a matrix symmetric positive definite or triangular.

    With ``fill`` every number in it is that one.
    """

    shape: tuple[int, ...]
    spread: str = ""
    form: str = ""
    fill: float | None = None

    def make(self, how: Setting) -> Any:
        """Numbers from the range, in the dtype asked for."""
        if self.fill is not None:
            return tf.fill(self.shape, tf.constant(self.fill, how.dtype))
        low, high = RANGES[self.spread or how.spread]
        array: Any = how.rng.uniform(low, high, self.shape)
        if how.dtype.startswith("int"):
            array = how.rng.integers(1, 4, self.shape)
        if self.form:
            array = _shaped(array, self.form)
        return tf.constant(array, dtype=how.dtype)


def _shaped(array: Any, form: str) -> Any:
    eye = np.eye(array.shape[-1], dtype=array.dtype)
    if form == "triangular":
        return np.tril(array) * (1 - eye) + 2 * eye
    return array @ np.swapaxes(array, -1, -2) + 2 * eye


@dataclass(frozen=True)
class Complex:
    """A complex tensor."""

    shape: tuple[int, ...]

    def make(self, how: Setting) -> Any:
        """Complex numbers."""
        real, imaginary = (how.rng.uniform(0.1, 1, self.shape) for _ in range(2))
        wide = how.dtype == "float64"
        return tf.constant(real + 1j * imaginary, tf.complex128 if wide else tf.complex64)


@dataclass(frozen=True)
class Fixed:
    """A tensor that carries no gradient anyway: integers, truth values, text."""

    value: Any
    dtype: str = "int32"

    def make(self, _how: Setting) -> Any:
        """The value itself."""
        return tf.constant(self.value, dtype=self.dtype)


@dataclass(frozen=True)
class Several:
    """A list of samples."""

    items: tuple[Any, ...]

    def make(self, how: Setting) -> Any:
        """Each item."""
        return [make(item, how) for item in self.items]


@dataclass(frozen=True)
class Built:
    """An object built from other samples."""

    build: Callable[..., Any]
    parts: tuple[Any, ...] = ()

    def make(self, how: Setting) -> Any:
        """The object, with its parts made first."""
        return self.build(*(make(part, how) for part in self.parts))


def make(sample: Any, how: Setting) -> Any:
    """The value of a sample; what is no recipe is itself a constant."""
    return sample.make(how) if hasattr(sample, "make") else sample


def is_tensor(sample: Any) -> bool:
    """Whether a sample is made of float tensors."""
    if isinstance(sample, Several):
        return any(map(is_tensor, sample.items))
    return isinstance(sample, Real | Complex) or (
        isinstance(sample, Built) and any(map(is_tensor, sample.parts))
    )


def real(*shape: int, spread: str = "", form: str = "") -> Real:
    """A float tensor of this shape."""
    return Real(shape, spread, form)


def unit(*shape: int) -> Real:
    """A float tensor of numbers between 0 and 1."""
    return Real(shape, "unit")


def big(*shape: int) -> Real:
    """A float tensor of numbers above 1."""
    return Real(shape, "big")


def spd(size: int) -> Real:
    """A symmetric positive definite matrix."""
    return Real((size, size), form="symmetric")


def cplx(*shape: int) -> Complex:
    """A complex tensor of this shape."""
    return Complex(shape)


def ints(value: Any, dtype: str = "int32") -> Fixed:
    """An integer tensor."""
    return Fixed(value, dtype)


def flags(value: Any) -> Fixed:
    """A tensor of truth values."""
    return Fixed(value, "bool")


def text(value: Any) -> Fixed:
    """A string tensor."""
    return Fixed(value, "string")


def several(*items: Any) -> Several:
    """A list of samples."""
    return Several(items)


SPARSE = Built(lambda v: tf.SparseTensor([[0, 0], [1, 2], [2, 1]], v, [3, 3]), (real(3),))
RAGGED = Built(lambda v: tf.RaggedTensor.from_row_lengths(v, [2, 0, 2]), (real(4),))
SPARSE_IDS = Built(lambda: tf.SparseTensor([[0, 0], [1, 0]], [0, 2], [2, 1]))
OPERATOR = Built(tf.linalg.LinearOperatorFullMatrix, (spd(3),))
VARIABLE = Built(tf.Variable, (real(4),))
IMAGE = (real(1, 8, 8, 3), real(8, 8, 3))
UNIT_IMAGE = (unit(1, 8, 8, 3), unit(8, 8, 3))
LABELS = (unit(4), unit(3, 3), ints([0, 1, 2]), ints([1]), unit(2, 3, 4))
PERMITTED = [real(4), real(3, 3), real(1, 8, 8, 3)]

# Tried for every parameter whose own samples failed, and where there are none.
GENERIC: tuple[Any, ...] = (
    real(4), real(3, 3), real(1, 8, 8, 3), real(2, 3, 4), real(), spd(3), several(real(3), real(3)),
    ints([0, 1, 2]), cplx(4), cplx(3, 3), text(["ab", "c d"]), ints(2),
    flags([True, False, True, True]), real(1, 4, 8, 8, 3), real(2, 5),
)  # fmt: skip

NAMED: dict[str, tuple[Any, ...]] = {}


def _named(names: str, *samples: Any) -> None:
    for name in names.split():
        NAMED[name] = samples


_named("axis axes dim", 0, 1, -1, (0,), [[1], [0]], (0, 1))
_named("axis1 source", 0)
_named("axis2 destination", 1)
_named("name", "nm")
_named("dtype Tout T DstT dst_dtype", "float32", [tf.float32])
_named("out_type output_type", tf.float32, tf.int64, tf.int32)
_named("shape new_shape newshape target_shape", [4], [3, 3], [2, 2], (3,), [1, 8, 8, 3], [2, 3, 4])
_named("output_shape", [1, 8, 8, 3], [3])
_named("perm", [1, 0], [0], [0, 2, 1])
_named("strides stride", 1, 2, [1, 1, 1, 1], [1, 1, 1, 1, 1])
_named("padding", "VALID", "SAME", "valid")
_named("ksize pool_size window_shape", 2, [2, 2], [1, 2, 2, 1], [1, 2, 2, 2, 1])
_named("ksizes sizes", [1, 2, 2, 1], [1, 2, 2, 2, 1])
_named("rates dilations", [1, 1, 1, 1], 1)
_named("filters filter", real(3, 3, 3, 2), real(3, 3, 2), real(2, 3, 3, 3, 2), real(2, 2, 3), 2)
_named("kernel", real(2, 2, 3, 2), real(2, 3, 2), real(2, 2, 2, 3, 2))
_named("kernel_size", 2, (3, 3))
_named("depthwise_filter depthwise_kernel", real(2, 2, 3, 1), real(2, 3, 1))
_named("pointwise_filter pointwise_kernel", real(1, 1, 3, 2), real(1, 3, 2))
_named("equation subscripts", "ij->ji", "i,i->i", "ij,jk->ik")
_named("pattern", "a", text("a"), "a b -> b a")
_named("segment_ids", ints([0, 0, 1, 1]), ints([0, 1, 1]), ints([0]))
_named("num_segments", 2, 3)
_named(
    "indices", ints([0, 1]), ints([[0], [2]]), ints([[0, 0], [1, 1]]), ints([0, 2, 1, 0]),
    ints([[0, 1], [1, 0], [0, 2]]), ints(1),
)  # fmt: skip
_named("multiples repeats reps", [2], 2, [2, 1], [1, 2, 1])
_named("paddings pad_width", [[1, 1]], [[1, 1], [0, 1]], 1)
_named("constant_values", 0.0, real())
_named("begin", [0], [0, 0])
_named("end", [2], [2, 2])
_named("size", [2], [2, 2], [4, 4], 2)
_named("num_or_size_splits indices_or_sections num_split", 2, 3)
_named("num N", 4, 3)
_named("k", 2, 1, (0, 1))
_named("depth", 3)
_named("on_value off_value", real())
_named("num_classes num_bins nbins", 4, 3)
_named("labels", *LABELS)
_named("logits", real(4), real(3, 3), real(2, 3, 4))
_named("y_true", unit(2, 4), unit(4), ints([0, 1]), unit(2, 8, 8, 3))
_named("y_pred", unit(2, 4), unit(4), unit(2, 8, 8, 3))
_named("target targets", unit(4), ints([0, 1, 2]), unit(2, 4), unit(3, 3))
_named("output", unit(4), unit(3, 3), unit(2, 4))
_named("predictions", real(3, 4), real(4))
_named("mean", real(3), real(), real(4), 0.0)
_named("variance", unit(3), unit(), unit(4), 1.0)
_named("offset beta bias", real(3), real(4), real())
_named("scale gamma", real(3), real(4), real())
_named("variance_epsilon epsilon atol rtol", 0.001)
_named("images image", *IMAGE)
_named("img1 img2", unit(1, 16, 16, 3))
_named("max_val", 1.0)
_named("boxes", unit(2, 4), unit(1, 2, 4))
_named("box_indices", ints([0, 0]))
_named("crop_size", [3, 3])
_named("scores", unit(2), unit(1, 2, 2))
_named("max_output_size max_output_size_per_class max_total_size multiplier block_size", 2)
_named("colors", real(1, 3))
_named("transforms transform", real(1, 8), real(8))
_named("target_height target_width height width", 4, 8)
_named("offset_height offset_width", 0)
_named("contrast_factor saturation_factor adjustment", unit())
_named("factor upper saturation", 1.5)
_named("lower lower_bound central_fraction rate threshold", 0.5)
_named("max_delta", 0.3)
_named("delta", unit(), 0.3)
_named("gain quality jpeg_quality", 1.2, 90)
_named("min_jpeg_quality", 80)
_named("max_jpeg_quality", 95)
_named("seed", ints([1, 2]), 42)
_named("minval", unit(), 0.0, 0)
_named("maxval", big(), 1.0, 5)
_named("alpha", unit(4), unit(), unit(1, 1, 3))
_named("lam probs", unit(4))
_named("counts", big(4))
_named("num_samples", 3)
_named("stddev", unit(), 1.0)
_named("condition cond", flags([True, False, True, False]), flags(True), flags([[True] * 3] * 3))
_named("pred", flags(True))
_named("mask", flags([True, False, True, True]), flags([[True, False, True]] * 3))
_named("x1 x2 a b y", real(4), real(3, 3), real(2, 3, 4), ints([1, 2, 1, 2]), cplx(4))
_named(
    "x", real(4), spd(3), real(1, 8, 8, 3), real(2, 3, 4), cplx(4), ints([1, 2, 3]), real(3, 5),
    real(2, 2), real(6, 3), real(3, 1), unit(1, 16, 16, 3), text(["a"]),
)  # fmt: skip
_named(
    "input", real(4), real(1, 8, 8, 3), real(3, 3), spd(3), real(2, 3, 4), real(1, 4, 8, 8, 3),
    text(["ab"]),
)  # fmt: skip
_named(
    "inputs", several(real(3), real(3)), real(4), real(1, 8, 8, 3), real(3, 3), real(2, 5, 3),
)  # fmt: skip
_named("features value", real(4), real(1, 8, 8, 3), real(3, 3))
_named("tensor", real(3, 3), spd(3), real(4), real(2, 3, 4))
_named("tensors arrays", several(real(3), real(3)), real(2, 3))
_named("values", several(real(3), real(3)), real(3), real(4))
_named("data", several(real(2, 3), real(2, 3)), real(4), real(3, 3))
_named("matrix", spd(3), real(3, 4), real(2, 3, 3))
_named("chol tril", Real((3, 3), form="triangular"))
_named("rhs", real(3, 2), real(3, 3))
_named("diag diagonal row col", real(3))
_named("diagonals", real(3, 3))
_named("num_lower num_upper", 1)
_named("ord", 2, 1)
_named("clip_norm", real(), 0.5)
_named("clip_value_min a_min x_min", real(spread="unit"), -0.5)
_named("clip_value_max a_max x_max", big(), 0.5)
_named("t_list", several(real(3), real(4)))
_named("sp_input sp_a sp_b sp sp_x sparse hypothesis truth", SPARSE)
_named("sp_inputs", Several((SPARSE, SPARSE)))
_named("sp_ids", SPARSE_IDS)
_named("sp_weights", None)
_named("params", real(4, 3), real(4), several(real(4, 3)))
_named("ids", ints([0, 2]))
_named("frame_length window_length", 4)
_named("frame_step sequence_stride", 2)
_named("fft_length sequence_length", 8, [4])
_named("signals signal", real(16))
_named("stfts", cplx(3, 3))
_named("magnitude_spectrograms log_mel_spectrograms spectrograms", real(3, 4))
_named("spectrum", cplx(4))
_named("shift", 1)
_named("block_shape", [2, 2], [2])
_named("crops", [[0, 0], [0, 0]])
_named("n M", big(4), 3, 2)
_named("v", real(3), real(4))
_named("updates", real(2), real(2, 3), real(4))
_named("ref var variable", VARIABLE)
_named("bins", 4, [0.0, 1.0])
_named("boundaries bin_boundaries", [[0.0, 1.0]], [0.0, 1.0])
_named("value_range", [-1.0, 1.0])
_named("sequences", real(4))
_named("lengths", ints([1, 3, 2]))
_named("starts", real(2))
_named("limits", big(2))
_named("deltas", unit(2))
_named("start", unit(), 0)
_named("stop limit", big(), 5)
_named("query key", real(2, 3, 2, 4), real(2, 3, 4))
_named("label_length", ints([2]))
_named("logit_length", ints([5]))
_named("sampled_candidates", ints([0, 1], "int64"))
_named("true_classes", ints([[0], [1]], "int64"))
_named("num_sampled", 2)
_named("num_true l1 l2", 1)
_named("range_max", 4)
_named("weights", real(4), real(3), real(4, 4))
_named("biases", real(4))
_named("sample_weight loss_weight", unit(4), unit(2))
_named("sorted_sequence", Built(tf.sort, (real(4),)))
_named("x_or_value operand lookup_table per_example_loss regularization_loss", real(4))
_named("separator", ",")
_named("encoding input_encoding output_encoding", "UTF-8")
_named("num_buckets", 3)
_named("contents bytes", text(""))
_named("strings", text(["a"]))
_named("pos", 0)
_named("len", 1)
_named("operators", Several((OPERATOR, OPERATOR)))
_named("operator base_operator", OPERATOR)
_named("reflection_axis", real(3))
_named("u", real(3, 2))
_named("real imag", real(4))
_named("p", ints([0, 1, 2]), 3)
_named("perm_ lower_upper lu", real(3, 3))
_named("q", 50.0, unit())
_named("units num_heads key_dim output_dim num_query_heads num_key_value_heads head_dim", 2)
_named("input_dim", 5)
_named("groups", 3)
_named("cropping", 1)
_named("activation", "relu")
_named("layer", Built(lambda: keras.layers.Dense(3)))
_named("num_tokens", 5)
_named("sparse_ids", SPARSE_IDS)
_named("embedding_weights", real(4, 3))
_named("condlist", [True])
_named("num_partitions", 2)
_named("partitions", ints([0, 1, 0, 1]))
_named("seq_lengths", ints([1, 2]))
_named("input_min min_range min", real())
_named("input_max max_range max", big())
_named("num_quantiles", 2)
_named("quantiles", unit())
_named("gradients backprops", real(4), real(1, 8, 8, 3))
_named("momentum decay", 0.9)
_named("learning_rate initial_learning_rate", 0.1)
_named("decay_steps", 10)
_named("step", 3.0, 3)
_named("num_layers", 1)
_named("rank", 1)
_named("pool_mode", "max")
_named("message", "m")
_named("pooling_ratio", [1.0, 1.44, 1.73, 1.0])
_named("pooling_type", "MAX")
_named("max_value", 1.0)
_named("min_value", 0.0)
_named("recall precision sensitivity specificity", 0.5)
_named("target_class_ids", [0])
_named("bounding_box_format source target", "xyxy")
_named("source", 0, "xyxy")
_named("target", unit(4), ints([0, 1, 2]), unit(2, 4), unit(3, 3), "xywh")

# Strings and numbers that select what an operation does, by the parameter's name.
CHOICES: dict[str, tuple[Any, ...]] = {
    "method": (
        "bilinear", "nearest", "area", "bicubic", "lanczos3", "lanczos5", "gaussian",
        "mitchellcubic",
    ),
    "interpolation": ("bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5"),
    "mode": ("CONSTANT", "REFLECT", "SYMMETRIC", "constant", "reflect", "floor", "trunc", "same",
             "full", "valid", "reduced", "complete", "r"),
    "padding": ("SAME", "VALID", "same", "valid", "causal"),
    "reduction": ("sum", "none", "sum_over_batch_size", "mean"),
    "output_mode": ("int", "one_hot", "multi_hot", "count"),
    "rounding_mode": ("floor", "trunc"),
    "compute_v": (False,),
    "ord": (1, 2, "euclidean", "fro", "nuc"),
    "approximate": (True, False),
    "merge_mode": ("sum", "mul", "ave", "concat", None),
    "combiner": ("sum", "mean", "sqrtn"),
    "training": (True,),
    "activation": (
        "relu", "tanh", "sigmoid", "softmax", "gelu", "elu", "selu", "softplus", "silu", "swish",
        "leaky_relu", "exponential", "linear", "hard_sigmoid", "relu6", "mish", "softsign",
    ),
}  # fmt: skip
DTYPES = ("float64", "int32", "bool", "complex64", "string")
DTYPE_NAMES = frozenset(["dtype", "out_type", "output_type", "Tout", "T", "type", "dst_dtype"])
# Parameters that never take a tensor with a gradient.
PLAIN = (
    frozenset(
        [
            "name",
            "axis",
            "axes",
            "keepdims",
            "seed",
            "training",
            "data_format",
            "out_idx",
            "validate_shape",
            "dim",
            "dims",
            "perm",
            "shape",
            "validate_indices",
            "parallel_iterations",
            "swap_memory",
            "back_prop",
            "infer_shape",
        ]
    )
    | DTYPE_NAMES
)
