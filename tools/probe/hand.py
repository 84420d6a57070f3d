"""The hand-written part of the op table: what can't be measured by calling a symbol once.

``ROWS`` says what people know for certain. Where a symbol is measured too, the measured row
stands, and ``tests/ops`` fails if the two disagree. ``NOTES`` are the sentences that a hover
shows. ``QUIET`` names calls that give nothing back and touch no tensor.
"""

from __future__ import annotations

from typing import Any


def _callback(note: str, **effects: str) -> dict[str, Any]:
    return {"kind": "function", "effects": effects, "note": note}


_CONTEXT = {"kind": "context", "home": "object"}

ROWS: dict[str, dict[str, Any]] = {
    # Callbacks and wrappers
    "tf.function": _callback("Runs the function as a graph; gradients flow as without it."),
    "tf.custom_gradient": _callback("The function says itself what its gradient is."),
    "tf.recompute_grad": _callback("Gradients flow; the forward pass is run a second time."),
    "tf.py_function": _callback(
        "Gradients flow through TensorFlow operations inside the function; NumPy inside cuts them.",
        inp="flows",
    ),
    "tf.numpy_function": {
        "effects": {"inp": "none"},
        "note": "The function sees NumPy arrays, so no gradient comes back.",
    },
    "tf.gradients": _callback("Works in graphs only; inside a program use tf.GradientTape."),
    "tf.hessians": _callback("Works in graphs only; inside a program use tf.GradientTape."),
    "keras.ops.custom_gradient": _callback("The function says itself what its gradient is."),
    "tf.grad_pass_through": _callback("Keeps the function's value and gives it the gradient 1."),
    "keras.ops.vectorize": _callback("Gradients flow as through the function itself."),
    "keras.remat": _callback("Gradients flow; the forward pass is run a second time."),
    # Objects
    "tf.Variable": {
        "kind": "class",
        "home": "tf",
        "effects": {"initial_value": "none"},
        "structure": "tensor",
        "note": "A variable starts a history of its own: the gradient of the tensor it is "
        "made from ends here.",
    },
    "keras.Variable": {
        "kind": "class",
        "home": "tf",
        "effects": {"initializer": "none"},
        "structure": "tensor",
        "note": "A variable starts a history of its own: the gradient of the tensor it is "
        "made from ends here.",
    },
    "tf.GradientTape": {**_CONTEXT, "note": "Records what runs inside its with block."},
    "tf.autodiff.ForwardAccumulator": {**_CONTEXT, "note": "Forward-mode derivatives."},
    "tf.name_scope": _CONTEXT,
    "tf.device": _CONTEXT,
    "tf.control_dependencies": _CONTEXT,
    "tf.init_scope": _CONTEXT,
    "tf.variable_creator_scope": _CONTEXT,
    "keras.name_scope": _CONTEXT,
    "keras.device": _CONTEXT,
    "tf.summary.record_if": _CONTEXT,
    "tf.io.read_file": {"output": "string", "structure": "tensor"},
    "tf.io.matching_files": {"output": "string", "structure": "tensor"},
    "tf.parallel_stack": {
        "effects": {"values": "raises"},
        "output": "same",
        "structure": "tensor",
        "note": "Works in graphs only, and has no gradient there.",
    },
    # Keras helpers that people call on tensors and labels
    "keras.utils.to_categorical": {
        "effects": {"x": "none"},
        "output": "float",
        "structure": "tensor",
        "note": "Takes class numbers, which carry no gradient.",
    },
    # Facts that the measured rows must agree with
    "tf.stop_gradient": {"effects": {"input": "none"}},
    "tf.math.floor": {"effects": {"x": "none"}},
    "tf.math.ceil": {"effects": {"x": "none"}},
    "tf.math.round": {"effects": {"x": "none"}},
    "tf.math.rint": {"effects": {"x": "none"}},
    "tf.math.floordiv": {"effects": {"x": "none", "y": "none"}},
    "tf.truncatediv": {"effects": {"x": "none", "y": "none"}},
    "tf.math.argmax": {"effects": {"input": "none"}, "output": "int"},
    "tf.math.argmin": {"effects": {"input": "none"}, "output": "int"},
    "tf.math.sign": {"effects": {"x": "zero"}},
    "tf.experimental.numpy.heaviside": {"effects": {"x1": "none", "x2": "zero"}},
    "tf.image.hsv_to_rgb": {"effects": {"images": "none"}},
    "tf.random.shuffle": {"effects": {"value": "none"}},
    "tf.range": {"effects": {"start": "none", "limit": "none", "delta": "none"}},
    "tf.one_hot": {"effects": {"indices": "none", "on_value": "none", "off_value": "none"}},
    "tf.pad": {"effects": {"tensor": "flows", "constant_values": "none"}},
    "tf.image.adjust_contrast": {"effects": {"images": "raises"}},
    "tf.image.adjust_hue": {"effects": {"image": "raises"}},
    "tf.image.adjust_saturation": {"effects": {"image": "raises"}},
    "tf.image.draw_bounding_boxes": {"effects": {"images": "raises"}},
    "tf.image.extract_glimpse": {"effects": {"input": "raises"}},
    "tf.truncatemod": {"effects": {"x": "raises", "y": "raises"}},
    "tf.linalg.lu": {"effects": {"input": "raises"}},
    "tf.linalg.logm": {"effects": {"input": "raises"}},
    "tf.math.bincount": {"effects": {"weights": "raises"}},
    "tf.bitcast": {"effects": {"input": "raises"}},
    "tf.unique": {"effects": {"x": "raises"}},
    "tf.random.poisson": {"effects": {"lam": "raises"}},
    "tf.random.experimental.stateless_shuffle": {"effects": {"value": "raises"}},
    "tf.sparse.reduce_max": {"effects": {"sp_input": "raises"}},
    "tf.guarantee_const": {"effects": {"input": "raises"}},
    "keras.ops.unique": {"effects": {"x": "raises"}},
    "keras.ops.lu_factor": {"effects": {"x": "raises"}},
    "keras.ops.view": {"effects": {"x": "raises"}},
    "keras.ops.slice_update": {"effects": {"inputs": "raises", "updates": "raises"}},
    "tf.cast": {"effects": {"x": "flows"}, "output": "dtype", "curve": "linear"},
    "tf.linspace": {"effects": {"start": "flows", "stop": "flows"}},
    "tf.math.floormod": {"effects": {"x": "flows", "y": "flows"}},
    "tf.image.resize": {"effects": {"images": "flows"}},
    "tf.sort": {"effects": {"values": "flows"}},
    "tf.nn.top_k": {"effects": {"input": "flows"}, "output": "same,int"},
    "tf.clip_by_value": {"effects": {"t": "flows"}, "curve": "piecewise"},
    "tf.random.normal": {"effects": {"mean": "flows"}},
    "tf.random.gamma": {"effects": {"alpha": "flows"}},
    "tf.nn.relu": {"effects": {"features": "flows"}, "curve": "piecewise"},
    "tf.math.abs": {"effects": {"x": "flows"}, "curve": "piecewise"},
    "tf.math.exp": {"effects": {"x": "flows"}, "curve": "curved"},
    "tf.math.add": {"effects": {"x": "flows", "y": "flows"}, "curve": "linear"},
    "tf.math.multiply": {"effects": {"x": "flows", "y": "flows"}, "curve": "bilinear"},
    "tf.linalg.matmul": {"effects": {"a": "flows", "b": "flows"}, "curve": "bilinear"},
    "tf.identity": {"effects": {"input": "flows"}, "curve": "linear"},
    "tf.convert_to_tensor": {"effects": {"value": "flows"}},
    "tf.stack": {"effects": {"values": "flows"}},
    "tf.where": {"effects": {"condition": "none", "x": "flows", "y": "flows"}},
    "keras.layers.Dense": {
        "effects": {"inputs": "flows"},
        "weights": ["kernel", "bias?use_bias"],
    },
    "keras.layers.BatchNormalization": {
        "effects": {"inputs": "flows"},
        "weights": [
            "gamma?scale",
            "beta?center",
            "moving_mean!",
            "moving_variance!",
            "moving_stddev!?renorm",
            "renorm_mean!?renorm",
            "renorm_stddev!?renorm",
        ],
    },
    "keras.layers.Embedding": {"effects": {"inputs": "none"}, "weights": ["embeddings"]},
    "np.sqrt": {"effects": {"x": "leaves"}, "home": "numpy", "replacement": "tf.sqrt"},
    "np.argmax": {"effects": {"a": "leaves"}, "home": "numpy", "output": "int"},
    "np.zeros": {"home": "numpy", "output": "float"},
    "math.sqrt": {"effects": {"x": "leaves"}, "home": "python", "replacement": "tf.sqrt"},
    "math.floor": {"effects": {"x": "leaves"}, "home": "python", "output": "int"},
}

# What is known of the results of symbols that aren't run, by how their names begin.
HOMES = {
    "tf.config.": "python",
    "tf.io.gfile.": "python",
    "tf.test.": "python",
    "tf.train.": "python",
    "keras.config.": "python",
    "keras.backend.get_uid": "python",
    "keras.version": "python",
    "keras.models.": "object",
    "keras.utils.": "object",
    "tf.saved_model.": "object",
    "tf.summary.": "object",
    "tf.random.get_global_generator": "object",
    "tf.random.create_rng_state": "object",
    "tf.get_logger": "object",
    "tf.function": "object",
    "tf.custom_gradient": "object",
    "tf.recompute_grad": "object",
    "keras.remat": "object",
    "keras.ops.vectorize": "object",
    "keras.ops.custom_gradient": "object",
    "np.random.default_rng": "object",
    "np.": "numpy",
}

# Symbols that neither take a tensor that trains nor give one back.
TENSORLESS = (
    "tf.config.",
    "tf.io.gfile.",
    "tf.io.FixedLenFeature",
    "tf.io.FixedLenSequenceFeature",
    "tf.io.VarLenFeature",
    "tf.saved_model.save",
    "tf.summary.create_file_writer",
    "tf.summary.should_record",
    "tf.test.",
    "tf.train.",
    "tf.DType",
    "tf.Graph",
    "tf.TensorShape",
    "tf.TensorSpec",
    "keras.backend.backend",
    "keras.backend.epsilon",
    "keras.backend.floatx",
    "keras.backend.image_data_format",
    "keras.constraints.serialize",
    "keras.initializers.serialize",
    "keras.regularizers.serialize",
)

# Signatures that Python itself doesn't tell.
SIGNATURES = {"math.hypot": "*coordinates", "math.log": "x; base="}

_STAIRCASE = "The result is a staircase: flat everywhere except at the jumps, so no slope exists."
_INDEX = "It returns a position; turning that into a float again doesn't bring the gradient back."
_YES_OR_NO = "It answers true or false; a cast to float doesn't bring the gradient back."

NOTES: dict[str, str] = {
    **dict.fromkeys(
        ("tf.math.floor", "tf.math.ceil", "tf.math.round", "tf.math.rint", "tf.math.floordiv",
         "keras.ops.floor", "keras.ops.ceil", "keras.ops.round", "keras.ops.floor_divide",
         "tf.truncatediv", "keras.backend.round", "np.floor", "np.ceil", "np.round"), _STAIRCASE),
    **dict.fromkeys(
        ("tf.math.argmax", "tf.math.argmin", "tf.argsort", "keras.ops.argmax", "keras.ops.argmin",
         "keras.ops.argsort", "keras.backend.argmax", "keras.backend.argmin", "np.argmax",
         "np.argmin", "np.argsort"), _INDEX),
    **dict.fromkeys(
        ("tf.math.greater", "tf.math.greater_equal", "tf.math.less", "tf.math.less_equal",
         "tf.math.equal", "tf.math.not_equal", "keras.ops.greater", "keras.ops.greater_equal",
         "keras.ops.less", "keras.ops.less_equal", "keras.ops.equal", "keras.ops.not_equal",
         "tf.math.is_nan", "tf.math.is_finite"), _YES_OR_NO),
    "tf.math.sign": "The gradient is 0 everywhere: training runs, and nothing is learned.",
    "keras.ops.sign": "The gradient is 0 everywhere: training runs, and nothing is learned.",
    "tf.stop_gradient": "Keeps the value and ends the gradient on purpose.",
    "keras.ops.stop_gradient": "Keeps the value and ends the gradient on purpose.",
    "keras.backend.stop_gradient": "Keeps the value and ends the gradient on purpose.",
    "tf.cast": "From float to float the gradient passes; a cast to int or bool ends it.",
    "keras.ops.cast": "From float to float the gradient passes; a cast to int or bool ends it.",
    "tf.where": "The branch that is chosen gets the gradient. A NaN in the other branch can still "
    "spoil it.",
    "tf.clip_by_value": "Inside the range the gradient passes; outside it is 0.",
    "keras.ops.clip": "Inside the range the gradient passes; outside it is 0.",
    "tf.gather": "The gradient of params comes back as IndexedSlices.",
    "tf.nn.embedding_lookup": "The gradient of params comes back as IndexedSlices.",
    "keras.layers.Embedding": "The input is a row number and gets no gradient; the table does, as "
    "IndexedSlices.",
    "tf.constant": "In eager mode a tensor passes its gradient on; of a Variable only the value is "
    "taken.",
    "tf.one_hot": "The positions are whole numbers, and on_value and off_value get no gradient "
    "either.",
    "tf.random.shuffle": "Surprisingly without a gradient; shuffle positions and use tf.gather.",
    "tf.range": "Surprisingly without a gradient; tf.linspace has one.",
    "tf.image.hsv_to_rgb": "Surprisingly without a gradient, although its counterpart has one.",
    "keras.layers.Dropout": "With training=True what is dropped gets a gradient of 0.",
}  # fmt: skip

# What they return and how curved it is depends on the function or layer handed over.
CALLBACKS = frozenset(
    [
        "tf.cond",
        "tf.case",
        "tf.switch_case",
        "tf.while_loop",
        "tf.map_fn",
        "tf.vectorized_map",
        "tf.scan",
        "tf.foldl",
        "tf.foldr",
        "tf.py_function",
        "tf.numpy_function",
        "tf.nest.map_structure",
        "tf.ragged.map_flat_values",
        "tf.sparse.map_values",
        "keras.ops.cond",
        "keras.ops.scan",
        "keras.ops.associative_scan",
        "keras.ops.map",
        "keras.ops.vectorized_map",
        "keras.ops.while_loop",
        "keras.ops.fori_loop",
        "keras.ops.switch",
        "keras.backend.map_fn",
        "keras.backend.foldl",
        "keras.backend.foldr",
        "keras.backend.rnn",
        "keras.layers.Lambda",
        "keras.layers.TimeDistributed",
        "keras.layers.Bidirectional",
        "keras.layers.RNN",
        "keras.layers.StackedRNNCells",
        "keras.layers.SpectralNormalization",
        "keras.layers.Pipeline",
        "keras.layers.Wrapper",
        "np.apply_along_axis",
        "np.piecewise",
        "tf.autodiff.ForwardAccumulator",
    ]
)
CALLBACK_NOTE = "Measured with a function that lets the gradient through; yours decides."

# Nothing comes back, and no tensor changes.
QUIET = (
    "tf.print", "tf.summary.scalar", "tf.summary.histogram", "tf.summary.image",
    "tf.summary.text", "tf.summary.audio", "tf.summary.graph", "tf.summary.write",
    "tf.summary.flush", "tf.summary.trace_on", "tf.summary.trace_off", "tf.summary.trace_export",
    "tf.summary.experimental.set_step", "tf.random.set_seed", "tf.config.run_functions_eagerly",
    "tf.config.set_visible_devices", "tf.config.set_soft_device_placement",
    "tf.config.set_logical_device_configuration", "tf.config.experimental.set_memory_growth",
    "tf.config.optimizer.set_jit", "tf.config.experimental.enable_op_determinism",
    "tf.config.threading.set_inter_op_parallelism_threads",
    "tf.config.threading.set_intra_op_parallelism_threads",
    "tf.debugging.enable_check_numerics", "tf.debugging.disable_check_numerics",
    "tf.debugging.set_log_device_placement", "keras.utils.set_random_seed",
    "keras.backend.clear_session", "keras.utils.clear_session", "keras.config.set_floatx",
    "keras.backend.set_floatx", "keras.config.set_backend",
    "keras.mixed_precision.set_global_policy",
    "keras.mixed_precision.set_dtype_policy", "keras.config.set_dtype_policy", "np.random.seed",
    "keras.utils.plot_model", "keras.config.disable_interactive_logging", "np.save", "np.savez",
    "np.savetxt", "np.set_printoptions", "tf.io.write_file", "keras.utils.save_img",
)  # fmt: skip
