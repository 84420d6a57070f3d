"""The table against what people know: names resolve, famous facts hold, hand agrees with probe."""

from __future__ import annotations

from collections import Counter

import pytest

from tapelint.ops.table import (
    Row,
    canonical_name,
    constant,
    identified,
    is_module,
    is_same_in_version_1,
    like_in_version_1,
    lookup,
    names,
    spellings,
    versions,
)
from tools.probe.hand import CALLBACKS, NOTES, QUIET, ROWS
from tools.probe.replacements import SAME

# Every row once.
ROWS_BY_NAME: dict[str, Row] = {
    canonical: known
    for canonical in dict.fromkeys(map(canonical_name, names()))
    if canonical and (known := lookup(canonical))
}


def row(name: str) -> Row:
    found = lookup(name)
    assert found is not None, name
    return found


def test_at_least_the_symbols_that_run_today_are_measured() -> None:
    told = [name for name in names() if row(name).output != "unknown" or row(name).effects]
    assert len(told) >= 1400
    assert sum(row(name).provenance == "probed" for name in told) >= 1400


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("tf.floor", "tf.math.floor"),
        ("tensorflow.math.floor", "tf.math.floor"),
        ("tf.compat.v2.math.floor", "tf.math.floor"),
        ("tf.keras.layers.Dense", "keras.layers.Dense"),
        ("tensorflow.keras.layers.Dense", "keras.layers.Dense"),
        ("tf.losses.MSE", "keras.losses.mean_squared_error"),
        ("keras.metrics.mse", "keras.losses.mean_squared_error"),
        ("tf.optimizers.Adam", "keras.optimizers.Adam"),
        ("keras.layers.MaxPool2D", "keras.layers.MaxPooling2D"),
        ("keras.activations.swish", "keras.activations.silu"),
        ("keras.Sequential", "keras.Sequential"),
        ("keras.models.Sequential", "keras.Sequential"),
        ("keras.ops.numpy.absolute", "keras.ops.absolute"),
        ("numpy.sqrt", "np.sqrt"),
        ("np.pow", "np.power"),
        ("math.sqrt", "math.sqrt"),
        ("tf.nn.silu", "tf.nn.swish"),
        ("tf.mod", None),
        ("keras.layers.convolutional.Conv2D", "keras.layers.Conv2D"),
        ("tensorflow.keras.layers.advanced_activations.LeakyReLU", "keras.layers.LeakyReLU"),
        ("tf.keras.layers.experimental.preprocessing.RandomFlip", "keras.layers.RandomFlip"),
        ("tf.nonsense", None),
        ("", None),
    ],
)
def test_every_spelling_leads_to_one_row(spelling: str, canonical: str | None) -> None:
    found = lookup(spelling)
    assert (found.name if found else None) == lookup_name(canonical)


def lookup_name(canonical: str | None) -> str | None:
    return canonical_name(canonical) if canonical else None


def test_a_row_is_not_its_own_alias() -> None:
    for name in ROWS_BY_NAME:
        assert name not in spellings(name)
        assert all(row(other).name == name for other in spellings(name))


def test_modules_are_told_from_symbols() -> None:
    assert is_module("tf")
    assert is_module("tensorflow.math")
    assert is_module("tf.keras.layers")
    assert is_module("np.linalg")
    assert not is_module("tf.math.floor")
    assert not is_module("tf.nonsense")


def test_constants_are_known() -> None:
    assert constant("tf.image.ResizeMethod.AREA") == "area"
    assert constant("tf.float32") == "float32"
    assert constant("np.int64") == "int64"
    assert constant("math.pi") == pytest.approx(3.14159265)
    assert constant("tf.math.floor") is None


def test_strings_mean_what_keras_takes_them_for() -> None:
    assert identified("losses", "mse") == row("keras.losses.mean_squared_error")
    assert identified("activations", "relu") == row("keras.activations.relu")
    assert identified("optimizers", "adam") == row("keras.optimizers.Adam")
    assert identified("losses", "nonsense") is None


@pytest.mark.parametrize("name", ROWS)
def test_hand_and_probe_agree(name: str) -> None:
    found = row(name)
    for key, said in ROWS[name].items():
        if key == "effects":
            measured = {argument: found.effects.get(argument) for argument in said}
            assert measured == said
        elif key == "weights":
            told = [
                weight.name + "!" * (not weight.trainable) + f"?{weight.when}" * bool(weight.when)
                for weight in found.weights
            ]
            assert told == said
        else:
            assert getattr(found, key) == said, key


@pytest.mark.parametrize("name", [*NOTES, *CALLBACKS, *QUIET, *SAME, *SAME.values()])
def test_what_is_said_by_hand_names_a_symbol(name: str) -> None:
    assert lookup(name) is not None


@pytest.mark.parametrize("name", SAME)
def test_replacements_are_in_the_table(name: str) -> None:
    assert row(name).replacement == SAME[name]


@pytest.mark.parametrize("name", NOTES)
def test_notes_are_in_the_table(name: str) -> None:
    assert NOTES[name] in (row(name).note, NOTES.get(row(name).name))


def test_quiet_calls_return_nothing() -> None:
    for name in QUIET:
        assert (row(name).structure, row(name).home) == ("none", "python"), name


def test_every_metric_object_has_no_gradient() -> None:
    metrics = [found for found in ROWS_BY_NAME.values() if found.kind == "metric" and found.effects]
    assert len(metrics) >= 40
    assert Counter(e for found in metrics for e in found.effects.values()).keys() == {"none"}


@pytest.mark.parametrize(
    ("name", "param", "value", "argument", "effect"),
    [
        ("tf.cast", "dtype", "int", "x", "none"),
        ("tf.cast", "dtype", "bool", "x", "none"),
        ("keras.ops.cast", "dtype", "int", "x", "none"),
        ("tf.saturate_cast", "dtype", "int", "value", "none"),
        ("tf.image.resize", "method", "area", "images", "raises"),
        ("keras.ops.image.resize", "interpolation", "area", "images", "raises"),
    ],
)
def test_constant_arguments_decide(
    name: str, param: str, value: str, argument: str, effect: str
) -> None:
    matching = [c for c in row(name).conditions if c.param == param and value in c.values]
    assert [c.effects.get(argument) for c in matching] == [effect]


@pytest.mark.parametrize("method", ["nearest", "bicubic", "bilinear"])
def test_other_ways_to_resize_pass_the_gradient(method: str) -> None:
    changed = [c for c in row("tf.image.resize").conditions if method in c.values]
    assert all("images" not in condition.effects for condition in changed)


@pytest.mark.parametrize(
    ("name", "curve"),
    [
        ("tf.reduce_sum", "linear"),
        ("tf.reduce_mean", "linear"),
        ("tf.matmul", "bilinear"),
        ("tf.nn.leaky_relu", "piecewise"),
        ("tf.maximum", "piecewise"),
        ("tf.square", "curved"),
        ("tf.nn.softmax", "curved"),
        ("tf.divide", "curved"),
        ("keras.losses.mean_absolute_error", "piecewise"),
        ("keras.losses.mean_squared_error", "curved"),
    ],
)
def test_curves(name: str, curve: str) -> None:
    assert row(name).curve == curve


def test_an_activation_bends_a_layer() -> None:
    dense = row("keras.layers.Dense")
    bent = {
        value: c.curve for c in dense.conditions if c.param == "activation" for value in c.values
    }
    assert dense.curve == "linear"
    assert (bent["relu"], bent["tanh"]) == ("piecewise", "curved")


@pytest.mark.parametrize(
    ("name", "structure", "output"),
    [
        ("tf.nn.moments", "tuple:2", "same"),
        ("tf.split", "list", "same"),
        ("tf.unstack", "list", "same"),
        ("tf.argsort", "tensor", "int"),
        ("tf.greater", "tensor", "bool"),
        ("tf.shape", "tensor", "int"),
        ("tf.as_string", "tensor", "string"),
        ("tf.zeros", "tensor", "float"),
        ("keras.layers.LSTM", "tensor", "float"),
        ("np.sum", "tensor", "same"),
        ("np.mean", "tensor", "float"),
        ("np.argsort", "tensor", "int"),
        ("np.isnan", "tensor", "bool"),
        ("math.floor", "tensor", "int"),
        ("math.sqrt", "tensor", "float"),
    ],
)
def test_what_comes_back(name: str, structure: str, output: str) -> None:
    found = row(name)
    assert (found.structure, found.output) == (structure, output)


def test_a_nested_result_has_parts() -> None:
    assert row("tf.clip_by_global_norm").parts == ("list", "tensor")


def test_arguments_are_named_as_in_the_signature() -> None:
    for name, found in ROWS_BY_NAME.items():
        params = found.call_params or found.params
        known = {param.name for param in params}
        assert found.effects.keys() <= known, name
        conditions = {c.param for c in found.conditions if not c.on_call}
        assert conditions <= {param.name for param in found.params}, name


def test_every_word_is_one_of_the_documented_ones() -> None:
    outputs = {"float", "int", "bool", "string", "complex", "same", "dtype", "none", "unknown"}
    for name, found in ROWS_BY_NAME.items():
        effects = [found.effects, *(condition.effects for condition in found.conditions)]
        said = {effect for told in effects for effect in told.values()}
        assert said <= {"flows", "none", "zero", "raises", "leaves", "unknown"}, name
        assert set(found.output.split(",")) <= outputs, name
        assert found.curve in {"linear", "bilinear", "piecewise", "curved", "once", "unknown"}, name
        assert found.home in {"tf", "numpy", "python", "object"}, name
        shape = found.structure.partition(":")[0]
        assert shape in {"tensor", "list", "tuple", "nested", "none", "unknown"}, name


# They use no more than the operators and the indexing of the value itself.
PASS_ALL_THE_SAME = {"math.prod", "np.fft.fftfreq", "np.flip", "np.rollaxis", "np.trim_zeros"}


def test_array_libraries_pass_no_gradient() -> None:
    for name, found in ROWS_BY_NAME.items():
        passes = "flows" in found.effects.values()
        if name.startswith(("np.", "math.")):
            assert passes == (name in PASS_ALL_THE_SAME), name


def test_signatures_are_whole() -> None:
    dense = row("keras.layers.Dense")
    assert [p.name for p in dense.params[:3]] == ["units", "activation", "use_bias"]
    assert [p.required for p in dense.params[:3]] == [True, False, False]
    assert dense.params[-1].kind == "varkw"
    assert dense.call_params[0].name == "inputs"
    einsum = row("tf.einsum")
    assert [p.kind for p in einsum.params[:2]] == ["pos", "var"]
    assert einsum.effects["inputs"] == "flows"


def test_versions_are_recorded() -> None:
    assert versions().keys() == {"tensorflow", "keras", "numpy"}


def singular_at(name: str, **point: float) -> tuple[str, str, str]:
    """The result, the gradient behind ``tf.where`` and the one without, of the first argument."""
    first = next(iter(row(name).effects))
    for known in row(name).singular:
        if known.of == first and all(point[n] in numbers for n, numbers in known.at.items()):
            return known.value, known.masked, known.reached
    return "finite", "finite", "finite"


@pytest.mark.parametrize(
    ("name", "point", "outcome"),
    [
        ("tf.math.log", {"x": 0}, ("inf", "nan", "inf")),
        ("tf.math.log", {"x": -1}, ("nan", "finite", "finite")),
        ("tf.math.log", {"x": 1}, ("finite", "finite", "finite")),
        ("tf.math.log1p", {"x": -1}, ("inf", "nan", "inf")),
        ("keras.ops.log", {"x": 0}, ("inf", "nan", "inf")),
        ("tf.math.sqrt", {"x": 0}, ("finite", "finite", "inf")),
        ("tf.math.rsqrt", {"x": 0}, ("inf", "finite", "inf")),
        ("tf.math.reciprocal", {"x": 0}, ("inf", "finite", "inf")),
        ("tf.math.pow", {"x": 0, "y": 0.5}, ("finite", "nan", "inf")),
        ("tf.math.pow", {"x": 0, "y": 2}, ("finite", "finite", "finite")),
        ("tf.math.divide", {"x": 1, "y": 0}, ("inf", "nan", "inf")),
        ("tf.math.divide_no_nan", {"x": 1, "y": 0}, ("finite", "finite", "finite")),
        ("tf.math.acos", {"x": 1}, ("finite", "nan", "inf")),
        ("tf.math.exp", {"x": 1000}, ("inf", "nan", "inf")),
        ("tf.norm", {"tensor": 0}, ("finite", "finite", "nan")),
    ],
)
def test_where_gradients_are_no_numbers(
    name: str, point: dict[str, float], outcome: tuple[str, str, str]
) -> None:
    assert singular_at(name, **point) == outcome


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("tf.nn.relu", True),
        ("tf.exp", True),
        ("tf.float32", True),
        ("tf.where", False),
        ("tf.Variable", False),
        ("tf.keras.layers.Dense", False),
        ("tf.placeholder", False),
    ],
)
def test_what_version_1_of_the_interface_shares(name: str, same: bool) -> None:
    assert is_same_in_version_1(name) is same


@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("reduce_sum", ("tf.reduce_sum", -1)),
        ("log", ("tf.math.log", -1)),
        ("spectral.rfft", ("tf.signal.rfft", -1)),
        ("nn.conv2d", ("tf.nn.conv2d", 4)),
        ("convert_to_tensor", ("tf.convert_to_tensor", 2)),
        ("Variable", ("tf.Variable", 2)),
        ("nn.relu", None),  # the very same
        ("random.poisson", None),  # its first two arguments are swapped
        ("image.draw_bounding_boxes", None),  # its gradient is None instead of an error
        ("gradients", None),
        ("placeholder", None),
    ],
)
def test_what_version_1_calls_otherwise(name: str, now: tuple[str, int] | None) -> None:
    assert like_in_version_1(name) == now
