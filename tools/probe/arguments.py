"""Arguments made by hand, for symbols that sampling doesn't reach or would reach wrongly.

For a function: its arguments. For a class: ``init`` and ``call``. A tuple holds a stand-in for
the function (where keyword arguments won't do) and its arguments.
"""

from __future__ import annotations

import math
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from tools.probe.samples import (
    RAGGED,
    SPARSE,
    SPARSE_IDS,
    VARIABLE,
    Built,
    Several,
    big,
    cplx,
    flags,
    ints,
    real,
    several,
    spd,
    text,
    unit,
)  # fmt: skip

_PICK = flags([True, False, True, False])
_DENSE = Built(lambda: keras.layers.Dense(3))
_IDS64 = ints([[1], [2]], "int64")
_SCALAR_WAVE = Built(lambda: tf.audio.encode_wav(tf.zeros((4, 1)), 100))
_PNG = Built(lambda: tf.io.encode_png(tf.zeros((4, 4, 3), tf.uint8)))
_JPEG = Built(lambda: tf.io.encode_jpeg(tf.zeros((16, 16, 3), tf.uint8)))
_IMAGE = unit(1, 8, 8, 3)
_SLICES = Built(lambda v: tf.IndexedSlices(v, [0, 1], [4, 3]), (real(2, 3),))
_TRIPLE = Built(tf.TensorShape, ([3],))

_COLOURING = {
    "RandomBrightness": 0.2,
    "RandomContrast": 0.2,
    "RandomHue": 0.2,
    "RandomSaturation": 0.4,
    "RandomSharpness": 0.4,
    "RandomPosterization": 4,
    "RandomColorDegeneration": 0.5,
}
_MOVING: dict[str, dict[str, Any]] = {
    "RandomRotation": {"factor": 0.2},
    "RandomZoom": {"height_factor": 0.2},
    "RandomTranslation": {"height_factor": 0.2, "width_factor": 0.2},
    "RandomFlip": {},
    "RandomCrop": {"height": 4, "width": 4},
    "RandomHeight": {"factor": 0.2},
    "RandomWidth": {"factor": 0.2},
}

BY_HAND: dict[str, Any] = {
    "tf.fftnd": {"input": cplx(3, 3), "fft_length": [3, 3], "axes": [0, 1]},
    "tf.ifftnd": {"input": cplx(3, 3), "fft_length": [3, 3], "axes": [0, 1]},
    "tf.rfftnd": {"input": real(4, 4), "fft_length": [4, 4], "axes": [0, 1]},
    "tf.irfftnd": {"input": cplx(4, 3), "fft_length": [4, 4], "axes": [0, 1]},
    "tf.as_dtype": {"type_value": "float32"},
    "tf.debugging.assert_type": {"tensor": real(3), "tf_type": tf.float32},
    "tf.debugging.assert_negative": (lambda x: tf.debugging.assert_negative(-x), {"x": unit(3)}),
    "tf.debugging.assert_non_positive": (
        lambda x: tf.debugging.assert_non_positive(-x),
        {"x": unit(3)},
    ),
    "tf.experimental.numpy.pad": {"array": real(4), "pad_width": [[1, 1]], "mode": "constant"},
    "tf.experimental.numpy.promote_types": {"type1": "float32", "type2": "int32"},
    "tf.experimental.numpy.issubdtype": {"arg1": "float32", "arg2": "float32"},
    # Choosing between values
    "tf.where": {"condition": _PICK, "x": real(4), "y": real(4)},
    "keras.ops.where": {"condition": _PICK, "x1": real(4), "x2": real(4)},
    "tf.experimental.numpy.where": {"condition": _PICK, "x": real(4), "y": real(4)},
    "np.where": (
        lambda condition, x, y: np.where(condition, x, y),
        {"condition": _PICK, "x": real(4), "y": real(4)},
    ),
    "keras.backend.switch": {
        "condition": _PICK,
        "then_expression": real(4),
        "else_expression": real(4),
    },
    # Callbacks: what flows when the function handed over lets it flow
    "tf.cond": (
        lambda true_fn: tf.cond(tf.constant(True), lambda: true_fn * 2, lambda: true_fn),
        {"true_fn": real(4)},
    ),
    "tf.case": (
        lambda pred_fn_pairs: tf.case(
            [(tf.constant(True), lambda: pred_fn_pairs * 2)], default=lambda: pred_fn_pairs
        ),
        {"pred_fn_pairs": real()},
    ),
    "tf.switch_case": (
        lambda branch_fns: tf.switch_case(tf.constant(0), [lambda: branch_fns * 2]),
        {"branch_fns": real(4)},
    ),
    "tf.while_loop": (
        lambda loop_vars: tf.while_loop(lambda v: v < 10.0, lambda v: (v * 2,), [loop_vars]),
        {"loop_vars": big()},
    ),
    "tf.map_fn": {"fn": lambda x: x * 2, "elems": real(4)},
    "tf.vectorized_map": {"fn": lambda x: x * 2, "elems": real(4)},
    "tf.scan": {"fn": lambda a, x: a + x, "elems": real(4)},
    "tf.foldl": {"fn": lambda a, x: a + x, "elems": real(4)},
    "tf.foldr": {"fn": lambda a, x: a + x, "elems": real(4)},
    "tf.nest.map_structure": (
        lambda structure: tf.nest.map_structure(tf.square, structure),
        {"structure": real(3)},
    ),
    "tf.nest.flatten": {"structure": several(real(3), real(3))},
    "tf.nest.pack_sequence_as": {"structure": [0, 0], "flat_sequence": several(real(3), real(3))},
    "tf.ragged.map_flat_values": (
        lambda args: tf.ragged.map_flat_values(tf.square, args),
        {"args": RAGGED},
    ),
    "tf.sparse.map_values": (lambda args: tf.sparse.map_values(tf.square, args), {"args": SPARSE}),
    "keras.ops.cond": (
        lambda true_fn: keras.ops.cond(True, lambda: true_fn * 2, lambda: true_fn),
        {"true_fn": real(4)},
    ),
    "keras.ops.scan": {"f": lambda c, x: (c + x, c * x), "init": real(), "xs": real(4)},
    "keras.ops.associative_scan": {"f": lambda a, b: a + b, "elems": real(4)},
    "keras.ops.map": {"f": lambda x: x * 2, "xs": real(4)},
    "keras.ops.vectorized_map": {"function": lambda x: x * 2, "elements": real(4)},
    "keras.ops.while_loop": (
        lambda loop_vars: keras.ops.while_loop(
            lambda v: v < 10.0, lambda v: (v * 2,), (loop_vars,)
        ),
        {"loop_vars": big()},
    ),
    "keras.ops.fori_loop": {
        "lower": 0,
        "upper": 3,
        "body_fun": lambda _i, v: v * 2,
        "init_val": real(4),
    },
    "keras.ops.switch": (
        lambda operands: keras.ops.switch(0, [lambda v: v * 2], operands),
        {"operands": real(4)},
    ),
    "keras.backend.map_fn": {"fn": lambda x: x * 2, "elems": real(4)},
    "keras.backend.foldl": {"fn": lambda a, x: a + x, "elems": real(4)},
    "keras.backend.foldr": {"fn": lambda a, x: a + x, "elems": real(4)},
    "keras.backend.rnn": (
        lambda inputs: tf.keras.backend.rnn(
            lambda i, s: (i + s[0], [i + s[0]]), inputs, [inputs[:, 0]]
        ),
        {"inputs": real(2, 3, 4)},
    ),
    # Products and convolutions
    "tf.einsum": {"equation": "ij,jk->ik", "inputs": several(real(3, 3), real(3, 3))},
    "tf.linalg.einsum": {"equation": "ij,jk->ik", "inputs": several(real(3, 3), real(3, 3))},
    "keras.ops.einsum": {"subscripts": "ij,jk->ik", "operands": several(real(3, 3), real(3, 3))},
    "tf.experimental.numpy.einsum": {
        "subscripts": "ij,jk->ik",
        "operands": several(real(3, 3), real(3, 3)),
    },
    "tf.nn.conv1d": {
        "input": real(1, 8, 3),
        "filters": real(2, 3, 2),
        "stride": 1,
        "padding": "SAME",
    },
    "tf.nn.conv2d": {"input": _IMAGE, "filters": real(2, 2, 3, 2), "strides": 1, "padding": "SAME"},
    "tf.nn.conv3d": {
        "input": real(1, 4, 8, 8, 3),
        "filters": real(2, 2, 2, 3, 2),
        "strides": [1] * 5,
        "padding": "SAME",
    },
    "tf.nn.conv1d_transpose": {
        "input": real(1, 8, 2),
        "filters": real(2, 3, 2),
        "output_shape": [1, 8, 3],
        "strides": 1,
    },
    "tf.nn.conv2d_transpose": {
        "input": real(1, 8, 8, 2),
        "filters": real(2, 2, 3, 2),
        "output_shape": [1, 8, 8, 3],
        "strides": 1,
    },
    "tf.nn.conv3d_transpose": {
        "input": real(1, 4, 8, 8, 2),
        "filters": real(2, 2, 2, 3, 2),
        "output_shape": [1, 4, 8, 8, 3],
        "strides": 1,
    },
    "tf.nn.conv_transpose": {
        "input": real(1, 8, 2),
        "filters": real(2, 3, 2),
        "output_shape": [1, 8, 3],
        "strides": 1,
    },
    "tf.nn.convolution": {"input": _IMAGE, "filters": real(2, 2, 3, 2)},
    "tf.nn.atrous_conv2d": {
        "value": _IMAGE,
        "filters": real(2, 2, 3, 2),
        "rate": 2,
        "padding": "SAME",
    },
    "tf.nn.atrous_conv2d_transpose": {
        "value": real(1, 8, 8, 2),
        "filters": real(2, 2, 3, 2),
        "output_shape": [1, 8, 8, 3],
        "rate": 2,
        "padding": "SAME",
    },
    "tf.nn.max_pool1d": {"input": real(1, 8, 3), "ksize": 2, "strides": 2, "padding": "VALID"},
    "tf.nn.max_pool2d": {"input": _IMAGE, "ksize": 2, "strides": 2, "padding": "VALID"},
    "tf.nn.max_pool3d": {
        "input": real(1, 4, 8, 8, 3),
        "ksize": 2,
        "strides": 2,
        "padding": "VALID",
    },
    "tf.nn.max_pool": {"input": _IMAGE, "ksize": 2, "strides": 2, "padding": "VALID"},
    "tf.nn.avg_pool": {"input": _IMAGE, "ksize": 2, "strides": 2, "padding": "VALID"},
    "tf.nn.avg_pool1d": {"input": real(1, 8, 3), "ksize": 2, "strides": 2, "padding": "VALID"},
    "tf.nn.avg_pool2d": {"input": _IMAGE, "ksize": 2, "strides": 2, "padding": "VALID"},
    "tf.nn.avg_pool3d": {
        "input": real(1, 4, 8, 8, 3),
        "ksize": 2,
        "strides": 2,
        "padding": "VALID",
    },
    "tf.nn.max_pool_with_argmax": {"input": _IMAGE, "ksize": 2, "strides": 2, "padding": "VALID"},
    "tf.nn.depthwise_conv2d": {
        "input": _IMAGE,
        "filter": real(2, 2, 3, 1),
        "strides": [1] * 4,
        "padding": "SAME",
    },
    "tf.nn.depthwise_conv2d_backprop_input": {
        "input_sizes": [1, 8, 8, 3],
        "filter": real(2, 2, 3, 1),
        "out_backprop": real(1, 8, 8, 3),
        "strides": [1] * 4,
        "padding": "SAME",
    },
    "tf.nn.depthwise_conv2d_backprop_filter": {
        "input": _IMAGE,
        "filter_sizes": [2, 2, 3, 1],
        "out_backprop": real(1, 8, 8, 3),
        "strides": [1] * 4,
        "padding": "SAME",
    },
    "tf.nn.separable_conv2d": {
        "input": _IMAGE,
        "depthwise_filter": real(2, 2, 3, 1),
        "pointwise_filter": real(1, 1, 3, 2),
        "strides": [1] * 4,
        "padding": "SAME",
    },
    "tf.nn.dilation2d": {
        "input": _IMAGE,
        "filters": real(2, 2, 3),
        "strides": [1] * 4,
        "padding": "SAME",
        "data_format": "NHWC",
        "dilations": [1] * 4,
    },
    "tf.nn.erosion2d": {
        "value": _IMAGE,
        "filters": real(2, 2, 3),
        "strides": [1] * 4,
        "padding": "SAME",
        "data_format": "NHWC",
        "dilations": [1] * 4,
    },
    "tf.conv": {"input": _IMAGE, "filter": real(2, 2, 3, 2), "strides": [1] * 4, "padding": "SAME"},
    "keras.backend.conv1d": {"x": real(1, 8, 3), "kernel": real(2, 3, 2)},
    "keras.backend.conv2d": {"x": _IMAGE, "kernel": real(2, 2, 3, 2)},
    "keras.backend.conv3d": {"x": real(1, 4, 8, 8, 3), "kernel": real(2, 2, 2, 3, 2)},
    "keras.backend.conv2d_transpose": {
        "x": real(1, 8, 8, 2),
        "kernel": real(2, 2, 3, 2),
        "output_shape": (1, 8, 8, 3),
    },
    "keras.backend.depthwise_conv2d": {"x": _IMAGE, "depthwise_kernel": real(2, 2, 3, 1)},
    "keras.backend.separable_conv2d": {
        "x": _IMAGE,
        "depthwise_kernel": real(2, 2, 3, 1),
        "pointwise_kernel": real(1, 1, 3, 2),
    },
    "keras.backend.pool2d": {"x": _IMAGE, "pool_size": (2, 2)},
    "keras.backend.pool3d": {"x": real(1, 4, 8, 8, 3), "pool_size": (2, 2, 2)},
    "keras.backend.repeat_elements": {"x": real(3, 3), "rep": 2, "axis": 0},
    "keras.backend.resize_images": {
        "x": _IMAGE,
        "height_factor": 2,
        "width_factor": 2,
        "data_format": "channels_last",
    },
    "keras.backend.resize_volumes": {
        "x": real(1, 4, 8, 8, 3),
        "depth_factor": 2,
        "height_factor": 2,
        "width_factor": 2,
        "data_format": "channels_last",
    },
    "keras.backend.update": {"x": VARIABLE, "new_x": real(4)},
    "keras.backend.update_add": {"x": VARIABLE, "increment": real(4)},
    "keras.backend.update_sub": {"x": VARIABLE, "decrement": real(4)},
    "keras.backend.moving_average_update": {"x": VARIABLE, "value": real(4), "momentum": 0.9},
    "keras.backend.ctc_batch_cost": {
        "y_true": ints([[1, 2]]),
        "y_pred": unit(1, 5, 4),
        "input_length": ints([[5]]),
        "label_length": ints([[2]]),
    },
    "keras.backend.ctc_decode": {"y_pred": unit(1, 5, 4), "input_length": ints([5])},
    "keras.ops.ctc_loss": {
        "target": ints([[1, 2]]),
        "output": unit(1, 5, 4),
        "target_length": ints([2]),
        "output_length": ints([5]),
    },
    "keras.ops.ctc_decode": {"inputs": unit(1, 5, 4), "sequence_lengths": ints([5])},
    "tf.nn.ctc_loss": {
        "labels": ints([[1, 2]]),
        "logits": real(5, 1, 4),
        "label_length": ints([2]),
        "logit_length": ints([5]),
    },
    "tf.nn.ctc_greedy_decoder": {"inputs": unit(5, 1, 4), "sequence_length": ints([5])},
    "tf.nn.ctc_beam_search_decoder": {"inputs": unit(5, 1, 4), "sequence_length": ints([5])},
    # Losses
    "tf.nn.sigmoid_cross_entropy_with_logits": {"labels": unit(4), "logits": real(4)},
    "tf.nn.softmax_cross_entropy_with_logits": {"labels": unit(2, 4), "logits": real(2, 4)},
    "tf.nn.sparse_softmax_cross_entropy_with_logits": {
        "labels": ints([1, 2]),
        "logits": real(2, 4),
    },
    "tf.nn.weighted_cross_entropy_with_logits": {
        "labels": unit(4),
        "logits": real(4),
        "pos_weight": unit(),
    },
    "tf.nn.nce_loss": {
        "weights": real(6, 4),
        "biases": real(6),
        "labels": _IDS64,
        "inputs": real(2, 4),
        "num_sampled": 2,
        "num_classes": 6,
    },
    "tf.nn.sampled_softmax_loss": {
        "weights": real(6, 4),
        "biases": real(6),
        "labels": _IDS64,
        "inputs": real(2, 4),
        "num_sampled": 2,
        "num_classes": 6,
    },
    "keras.losses.circle": (
        lambda y_true, y_pred: keras.losses.circle(y_true, tf.math.l2_normalize(y_pred, -1)),
        {"y_true": ints([0, 1, 0]), "y_pred": real(3, 4)},
    ),
    "keras.losses.Circle": {"call": {"y_true": ints([0, 1, 0]), "y_pred": real(3, 4)}},
    "keras.losses.sparse_categorical_crossentropy": {"y_true": ints([0, 1]), "y_pred": unit(2, 4)},
    "keras.losses.SparseCategoricalCrossentropy": {
        "call": {"y_true": ints([0, 1]), "y_pred": unit(2, 4)}
    },
    "keras.losses.categorical_generalized_cross_entropy": {
        "y_true": ints([0, 1]),
        "y_pred": unit(2, 4),
        "q": 0.5,
    },
    "keras.losses.CTC": {"call": {"y_true": ints([[1, 2]]), "y_pred": unit(1, 5, 4)}},
    "keras.losses.ctc": {"y_true": ints([[1, 2]]), "y_pred": unit(1, 5, 4)},
    # Slicing, padding, gathering
    "tf.gather": {"params": real(4, 3), "indices": ints([0, 2])},
    "tf.gather_nd": {"params": real(3, 3), "indices": ints([[0, 1], [2, 2]])},
    "tf.slice": {"input_": real(4), "begin": [1], "size": [2]},
    "tf.strided_slice": {"input_": real(4), "begin": [1], "end": [3]},
    "tf.pad": {"tensor": real(4), "paddings": [[1, 1]], "constant_values": real()},
    "tf.one_hot": {"indices": ints([0, 2]), "depth": 3, "on_value": real(), "off_value": real()},
    "tf.reverse_sequence": {
        "input": real(2, 3),
        "seq_lengths": ints([1, 2]),
        "seq_axis": 1,
        "batch_axis": 0,
    },
    "tf.batch_to_space": {
        "input": real(4, 1, 1, 1),
        "block_shape": [2, 2],
        "crops": [[0, 0], [0, 0]],
    },
    "tf.space_to_batch": {"input": _IMAGE, "block_shape": [2, 2], "paddings": [[0, 0], [0, 0]]},
    "tf.nn.depth_to_space": {"input": real(1, 2, 2, 4), "block_size": 2},
    "tf.extract_volume_patches": {
        "input": real(1, 4, 8, 8, 3),
        "ksizes": [1, 2, 2, 2, 1],
        "strides": [1] * 5,
        "padding": "SAME",
    },
    "tf.unravel_index": {"indices": ints([1]), "dims": ints([2, 2])},
    "tf.dynamic_stitch": {
        "indices": several(ints([0, 2]), ints([1, 3])),
        "data": several(real(2), real(2)),
    },
    "tf.parallel_stack": (
        tf.function(lambda values: tf.parallel_stack(values)),
        {"values": several(real(3), real(3))},
    ),
    "tf.bitcast": {"input": real(4), "type": tf.float32},
    "tf.edit_distance": {"hypothesis": SPARSE, "truth": SPARSE},
    "keras.ops.slice": {"inputs": real(4), "start_indices": [1], "shape": [2]},
    "keras.ops.slice_update": {"inputs": real(4), "start_indices": [1], "updates": real(2)},
    "keras.ops.scatter": {"indices": ints([[0], [2]]), "values": real(2), "shape": [4]},
    "keras.ops.scatter_update": {
        "inputs": real(4),
        "indices": ints([[0], [2]]),
        "updates": real(2),
    },
    "keras.ops.multi_hot": {"inputs": ints([1, 2]), "num_classes": 4},
    "keras.ops.one_hot": {"x": ints([1, 2]), "num_classes": 4},
    "keras.ops.extract_sequences": {"x": real(16), "sequence_length": 4, "sequence_stride": 2},
    "keras.ops.fold": {"x": real(1, 12, 4), "output_size": (3, 3), "kernel_size": (2, 2)},
    "keras.ops.unfold": {"x": real(1, 3, 4, 4), "kernel_size": (2, 2)},
    "keras.ops.depth_to_space": {"x": real(1, 2, 2, 4), "block_size": 2},
    "keras.ops.adaptive_average_pool": {"inputs": _IMAGE, "output_size": (2, 2)},
    "keras.ops.adaptive_max_pool": {"inputs": _IMAGE, "output_size": (2, 2)},
    "keras.ops.cast": {"x": real(4), "dtype": "float16"},
    "tf.cast": {"x": real(4), "dtype": tf.float64},
    "tf.saturate_cast": {"value": real(4), "dtype": tf.float64},
    "keras.backend.cast": {"x": real(4), "dtype": "float16"},
    # Numbers within a range, so that most of them are on the sloping part
    "tf.clip_by_value": {
        "t": real(40),
        "clip_value_min": real(spread="unit"),
        "clip_value_max": big(),
    },
    "tf.linspace": {"start": unit(), "stop": big(), "num": 4},
    "tf.range": {"start": unit(), "limit": big(), "delta": unit()},
    "tf.fill": {"dims": [3], "value": real()},
    "tf.math.zeta": {"x": big(3), "q": unit(3)},
    "tf.math.polygamma": (
        lambda a, x: tf.math.polygamma(tf.round(a) + 0 * a, x),
        {"a": big(3), "x": big(3)},
    ),
    "tf.math.divide_no_nan": {"x": real(4), "y": real(4)},
    "tf.math.angle": {"input": cplx(3)},
    "tf.math.imag": {"input": cplx(3)},
    "keras.ops.angle": {"x": cplx(3)},
    "keras.ops.imag": {"x": cplx(3)},
    "tf.experimental.numpy.angle": {"z": cplx(3)},
    "tf.experimental.numpy.imag": {"val": cplx(3)},
    "tf.complex": {"real": real(4), "imag": real(4)},
    "tf.linalg.cholesky": {"input": spd(3)},
    "tf.quantization.quantize": {
        "input": real(4),
        "min_range": unit(),
        "max_range": big(),
        "T": tf.quint8,
    },
    "tf.quantization.dequantize": (
        lambda min_range, max_range: tf.quantization.dequantize(
            tf.cast([1, 2], tf.quint8), min_range, max_range
        ),
        {"min_range": unit(), "max_range": big()},
    ),
    # Truth values
    "tf.math.logical_and": {"x": flags([True]), "y": flags([False])},
    "tf.math.logical_or": {"x": flags([True]), "y": flags([False])},
    "tf.math.logical_xor": {"x": flags([True]), "y": flags([False])},
    "tf.math.logical_not": {"x": flags([True])},
    "tf.math.reduce_all": {"input_tensor": flags([True])},
    "tf.math.reduce_any": {"input_tensor": flags([True])},
    "tf.bitwise.bitwise_and": {"x": ints([1]), "y": ints([3])},
    "tf.bitwise.bitwise_or": {"x": ints([1]), "y": ints([3])},
    "tf.bitwise.bitwise_xor": {"x": ints([1]), "y": ints([3])},
    "tf.bitwise.left_shift": {"x": ints([1]), "y": ints([3])},
    "tf.bitwise.right_shift": {"x": ints([1]), "y": ints([3])},
    # Assertions
    "tf.debugging.assert_equal": (
        lambda x, y: tf.debugging.assert_equal(x, x + 0 * y),
        {"x": real(3), "y": real(3)},
    ),
    "tf.debugging.assert_near": (
        lambda x, y: tf.debugging.assert_near(x, x + 0 * y),
        {"x": real(3), "y": real(3)},
    ),
    "tf.debugging.assert_shapes": (
        lambda shapes: tf.debugging.assert_shapes([(shapes, ("N",))]),
        {"shapes": real(3)},
    ),
    "tf.nn.batch_normalization": {
        "x": real(2, 3),
        "mean": real(3),
        "variance": unit(3),
        "offset": real(3),
        "scale": real(3),
        "variance_epsilon": 0.001,
    },
    "tf.nn.batch_norm_with_global_normalization": {
        "input": _IMAGE,
        "mean": real(3),
        "variance": unit(3),
        "beta": real(3),
        "gamma": real(3),
        "variance_epsilon": 0.001,
        "scale_after_normalization": True,
    },
    "tf.sparse.fill_empty_rows": {
        "sp_input": Built(lambda v: tf.SparseTensor([[0, 0], [2, 1]], v, [3, 3]), (real(2),)),
        "default_value": real(),
    },
    "keras.ops.min": {"x": real(4), "initial": real()},
    "keras.ops.max": {"x": real(4), "initial": real()},
    "keras.ops.select": {
        "condlist": several(_PICK),
        "choicelist": several(real(4)),
        "default": real(4),
    },
    "tf.experimental.numpy.select": {
        "condlist": several(_PICK),
        "choicelist": several(real(4)),
        "default": real(4),
    },
    "keras.ops.stft": {"x": real(32), "sequence_length": 8, "sequence_stride": 4, "fft_length": 8},
    "keras.ops.kaiser": {"x": ints(5), "beta": real()},
    "keras.regularizers.L1L2": {"init": {"l1": 0.1, "l2": 0.1}, "call": {"x": real(4, 4)}},
    "keras.regularizers.L1": {"init": {"l1": 0.1}, "call": {"x": real(4, 4)}},
    "keras.regularizers.L2": {"init": {"l2": 0.1}, "call": {"x": real(4, 4)}},
    "keras.utils.to_categorical": {"x": ints([0, 1]), "num_classes": 3},
    "tf.py_function": (
        lambda inp: tf.py_function(lambda v: v * 2, [inp], tf.float32),
        {"inp": real(4)},
    ),
    "tf.numpy_function": (
        lambda inp: tf.numpy_function(lambda v: v * 2, [inp], tf.float32),
        {"inp": real(4)},
    ),
    # NumPy and math
    "math.log": (lambda x: math.log(x), {"x": big()}),
    "math.hypot": (
        lambda coordinates: math.hypot(*coordinates),
        {"coordinates": several(big(), big())},
    ),
    "np.unique_all": (lambda x: np.unique_all(x), {"x": real(3)}),
    "np.unique_counts": (lambda x: np.unique_counts(x), {"x": real(3)}),
    "np.unique_inverse": (lambda x: np.unique_inverse(x), {"x": real(3)}),
    "math.trunc": (lambda x: math.trunc(float(x)), {"x": big()}),
    "math.ldexp": {"x": real(), "i": 2},
    "np.einsum": (
        lambda operands: np.einsum("ij,jk->ik", *operands),
        {"operands": several(real(3, 3), real(3, 3))},
    ),
    "np.unique_values": (lambda x: np.unique_values(x), {"x": real(3)}),
    "np.take_along_axis": {"arr": real(4), "indices": Built(lambda: np.array([0, 1])), "axis": 0},
    "np.apply_along_axis": {"func1d": lambda v: v * 2, "axis": 0, "arr": real(3, 3)},
    # Random numbers
    "tf.random.uniform": {"shape": [4], "minval": unit(), "maxval": big()},
    "tf.random.normal": {"shape": [4], "mean": real(), "stddev": unit()},
    "tf.random.truncated_normal": {"shape": [4], "mean": real(), "stddev": unit()},
    "tf.random.stateless_uniform": {
        "shape": [4],
        "seed": [1, 2],
        "minval": unit(),
        "maxval": big(),
    },
    "tf.random.stateless_normal": {"shape": [4], "seed": [1, 2], "mean": real(), "stddev": unit()},
    "tf.random.stateless_truncated_normal": {
        "shape": [4],
        "seed": [1, 2],
        "mean": real(),
        "stddev": unit(),
    },
    "tf.random.gamma": {"shape": [2], "alpha": unit(3), "beta": unit(3)},
    "tf.random.stateless_gamma": {
        "shape": [2, 3],
        "seed": [1, 2],
        "alpha": unit(3),
        "beta": unit(3),
    },
    "tf.random.poisson": {"shape": [2], "lam": big(3)},
    "tf.random.categorical": {"logits": real(2, 3), "num_samples": 3},
    "tf.random.experimental.index_shuffle": {"index": 1, "seed": [1, 2, 3], "max_index": 4},
    "tf.random_index_shuffle": {"index": 1, "seed": [1, 2, 3], "max_index": 4},
    # Images
    "tf.image.resize": {"images": _IMAGE, "size": [4, 4]},
    "tf.image.extract_patches": {
        "images": _IMAGE,
        "sizes": [1, 2, 2, 1],
        "strides": [1, 2, 2, 1],
        "rates": [1] * 4,
        "padding": "SAME",
    },
    "tf.image.extract_glimpse": {"input": _IMAGE, "size": [4, 4], "offsets": real(1, 2)},
    "tf.image.grayscale_to_rgb": {"images": unit(1, 8, 8, 1)},
    "tf.image.adjust_contrast": {"images": _IMAGE, "contrast_factor": unit()},
    "tf.image.adjust_saturation": {"image": _IMAGE, "saturation_factor": unit()},
    "tf.image.adjust_hue": {"image": _IMAGE, "delta": unit()},
    "tf.image.adjust_gamma": {"image": _IMAGE, "gamma": unit()},
    "tf.image.random_contrast": {"image": _IMAGE, "lower": 0.5, "upper": 1.5},
    "tf.image.random_saturation": {"image": _IMAGE, "lower": 0.5, "upper": 1.5},
    "tf.image.random_hue": {"image": _IMAGE, "max_delta": 0.1},
    "tf.image.stateless_random_contrast": {
        "image": _IMAGE,
        "lower": 0.5,
        "upper": 1.5,
        "seed": [1, 2],
    },
    "tf.image.stateless_random_saturation": {
        "image": _IMAGE,
        "lower": 0.5,
        "upper": 1.5,
        "seed": [1, 2],
    },
    "tf.image.stateless_random_hue": {"image": _IMAGE, "max_delta": 0.1, "seed": [1, 2]},
    "tf.image.ssim": {"img1": unit(1, 16, 16, 1), "img2": unit(1, 16, 16, 1), "max_val": 1.0},
    "tf.image.ssim_multiscale": {
        "img1": unit(1, 192, 192, 1),
        "img2": unit(1, 192, 192, 1),
        "max_val": 1.0,
    },
    "tf.image.crop_and_resize": {
        "image": _IMAGE,
        "boxes": unit(1, 4),
        "box_indices": [0],
        "crop_size": [3, 3],
    },
    "tf.image.non_max_suppression": {"boxes": unit(3, 4), "scores": unit(3), "max_output_size": 2},
    "tf.image.non_max_suppression_overlaps": {
        "overlaps": unit(3, 3),
        "scores": unit(3),
        "max_output_size": 2,
    },
    "tf.image.combined_non_max_suppression": {
        "boxes": unit(1, 3, 1, 4),
        "scores": unit(1, 3, 1),
        "max_output_size_per_class": 2,
        "max_total_size": 2,
    },
    "tf.image.sample_distorted_bounding_box": {
        "image_size": ints([8, 8, 3]),
        "bounding_boxes": unit(1, 1, 4),
        "use_image_if_no_bounding_boxes": True,
        "min_object_covered": 0.0,
    },
    "tf.image.draw_bounding_boxes": {
        "images": _IMAGE,
        "boxes": unit(1, 2, 4),
        "colors": unit(1, 3),
    },
    "tf.image.convert_image_dtype": {"image": _IMAGE, "dtype": tf.float64},
    "tf.audio.decode_wav": {"contents": _SCALAR_WAVE},
    "tf.io.decode_png": {"contents": _PNG},
    "tf.io.decode_image": {"contents": _PNG},
    "tf.io.decode_jpeg": {"contents": _JPEG},
    "tf.io.decode_and_crop_jpeg": {"contents": _JPEG, "crop_window": [0, 0, 4, 4]},
    "tf.io.extract_jpeg_shape": {"contents": _JPEG},
    "tf.io.encode_png": (
        lambda image: tf.io.encode_png(tf.cast(image * 255, tf.uint8)),
        {"image": unit(4, 4, 1)},
    ),
    "tf.io.encode_jpeg": (
        lambda image: tf.io.encode_jpeg(tf.cast(image * 255, tf.uint8)),
        {"image": unit(16, 16, 1)},
    ),
    "tf.io.decode_raw": {"input_bytes": text(["abcd"]), "out_type": tf.float32},
    "tf.io.parse_tensor": (
        lambda serialized: tf.io.parse_tensor(tf.io.serialize_tensor(serialized), tf.float32),
        {"serialized": real(2)},
    ),
    "tf.io.decode_csv": (lambda: tf.io.decode_csv(["1.0,2.0"], [[0.0], [0.0]]), {}),
    "tf.io.parse_single_example": (
        lambda: tf.io.parse_single_example(
            tf.train.Example().SerializeToString(),
            {"a": tf.io.FixedLenFeature([], tf.float32, 0.0)},
        ),
        {},
    ),
    "tf.io.parse_example": (
        lambda: tf.io.parse_example(
            [tf.train.Example().SerializeToString()],
            {"a": tf.io.FixedLenFeature([], tf.float32, 0.0)},
        ),
        {},
    ),
    "keras.ops.image.ssim": {"image1": unit(1, 16, 16, 1), "image2": unit(1, 16, 16, 1)},
    "keras.ops.image.pad_images": {
        "images": _IMAGE,
        "top_padding": 1,
        "left_padding": 1,
        "target_height": 10,
        "target_width": 10,
    },
    "keras.ops.image.crop_images": {
        "images": _IMAGE,
        "top_cropping": 1,
        "left_cropping": 1,
        "target_height": 4,
        "target_width": 4,
    },
    "keras.ops.image.map_coordinates": {
        "inputs": real(4, 4),
        "coordinates": unit(2, 3),
        "order": 1,
    },
    "keras.ops.image.perspective_transform": {
        "images": unit(1, 8, 8, 1),
        "start_points": Built(lambda: tf.constant([[[0.0, 0], [0, 7], [7, 0], [7, 7]]])),
        "end_points": Built(lambda: tf.constant([[[0.0, 1], [0, 7], [7, 0], [6, 7]]])),
    },
    "keras.ops.image.affine_transform": {
        "images": unit(1, 8, 8, 1),
        "transform": Built(lambda: tf.constant([[1.0, 0.1, 0, 0, 1, 0.2, 0, 0]])),
    },
    "keras.ops.image.elastic_transform": {"images": _IMAGE},
    "keras.ops.image.scale_and_translate": {
        "images": real(4, 4),
        "output_shape": (4, 4),
        "scale": big(2),
        "translation": unit(2),
        "spatial_dims": (0, 1),
        "method": "linear",
    },
    "keras.ops.image.resize": {"images": _IMAGE, "size": (4, 4)},
    # Signals
    **{
        f"tf.signal.{way}fft{rank}": {"input": cplx(2, 4, 4)}
        for way in ("", "i")
        for rank in ("", "2d", "3d")
    },
    "tf.signal.irfft": {"input_tensor": cplx(3)},
    "tf.signal.irfft2d": {"input_tensor": cplx(4, 3)},
    "tf.signal.irfft3d": {"input_tensor": cplx(4, 4, 3)},
    "tf.signal.rfft": {"input_tensor": real(8)},
    "tf.signal.rfft2d": {"input_tensor": real(4, 4)},
    "tf.signal.rfft3d": {"input_tensor": real(4, 4, 4)},
    "tf.signal.fftnd": {"input_tensor": cplx(3, 3)},
    "tf.signal.ifftnd": {"input_tensor": cplx(3, 3)},
    "tf.signal.rfftnd": {"input_tensor": real(4, 4)},
    "tf.signal.irfftnd": {"input_tensor": cplx(4, 3)},
    "keras.ops.fft2": {"x": several(real(3, 3), real(3, 3))},
    "keras.ops.ifft2": {"x": several(real(3, 3), real(3, 3))},
    "keras.ops.fft": {"x": several(real(3, 3), real(3, 3))},
    "keras.ops.irfft": {"x": several(real(3, 5), real(3, 5))},
    "keras.ops.istft": {
        "x": several(real(3, 5), real(3, 5)),
        "sequence_length": 8,
        "sequence_stride": 2,
        "fft_length": 8,
    },
    # Sparse, ragged, sets, text
    "tf.sparse.add": {"a": SPARSE, "b": SPARSE},
    "tf.sparse.slice": {"sp_input": SPARSE, "start": [0, 0], "size": [2, 2]},
    "tf.sparse.split": {"sp_input": SPARSE, "num_split": 3, "axis": 0},
    "tf.sparse.mask": {"a": _SLICES, "mask_indices": [0]},
    "tf.sparse.softmax": (
        lambda sp_input: tf.sparse.softmax(
            tf.SparseTensor([[0, 0], [0, 1], [1, 1]], sp_input, [2, 2])
        ),
        {"sp_input": real(3)},
    ),
    "tf.sparse.concat": {"axis": 0, "sp_inputs": Several((SPARSE, SPARSE))},
    "tf.sparse.sparse_dense_matmul": {"sp_a": SPARSE, "b": real(3, 3)},
    "tf.sparse.to_indicator": {"sp_input": SPARSE_IDS, "vocab_size": 4},
    "tf.sparse.reduce_max": {"sp_input": SPARSE},
    "tf.sparse.reduce_sum": {"sp_input": SPARSE},
    "tf.sparse.retain": {"sp_input": SPARSE, "to_retain": flags([True, False, True])},
    "tf.nn.safe_embedding_lookup_sparse": {
        "embedding_weights": real(4, 3),
        "sparse_ids": SPARSE_IDS,
    },
    "tf.nn.embedding_lookup_sparse": {
        "params": real(4, 3),
        "sp_ids": SPARSE_IDS,
        "sp_weights": None,
    },
    "tf.sets.union": {"a": ints([[1, 2]]), "b": ints([[2, 3]])},
    "tf.sets.intersection": {"a": ints([[1, 2]]), "b": ints([[2, 3]])},
    "tf.sets.difference": {"a": ints([[1, 2]]), "b": ints([[2, 3]])},
    "tf.sets.size": (lambda: tf.sets.size(tf.sparse.from_dense([[1, 2]])), {}),
    "tf.strings.to_number": {"input": text(["1.5"])},
    "tf.strings.format": {"template": "{}", "inputs": real(2)},
    "tf.strings.to_hash_bucket_strong": {"input": text(["a"]), "num_buckets": 3, "key": [1, 2]},
    "tf.strings.unsorted_segment_join": {
        "inputs": text(["a"]),
        "segment_ids": [0],
        "num_segments": 1,
    },
    "tf.strings.unicode_encode": {"input": ints([97]), "output_encoding": "UTF-8"},
    "tf.SparseTensor": {"indices": [[0, 0], [1, 2]], "values": real(2), "dense_shape": [3, 3]},
    "tf.IndexedSlices": {"values": real(2, 3), "indices": ints([0, 1])},
    # Shapes and conversions
    "tf.broadcast_static_shape": {"shape_x": _TRIPLE, "shape_y": _TRIPLE},
    "tf.ensure_shape": {"x": real(3), "shape": [3]},
    "tf.convert_to_tensor": {"value": real(3)},
    "tf.constant": {"value": real(4)},
    "tf.make_ndarray": (
        lambda tensor: tf.make_ndarray(tf.make_tensor_proto(tensor)),
        {"tensor": real(2)},
    ),
    "tf.nn.approx_max_k": {"operand": real(4), "k": 2},
    "tf.nn.approx_min_k": {"operand": real(4), "k": 2},
    "tf.nn.pool": {"input": _IMAGE, "window_shape": [2, 2], "pooling_type": "MAX"},
    "tf.nn.fractional_avg_pool": {"value": _IMAGE, "pooling_ratio": [1.0, 1.44, 1.73, 1.0]},
    "tf.nn.fractional_max_pool": {"value": _IMAGE, "pooling_ratio": [1.0, 1.44, 1.73, 1.0]},
    "tf.nn.lrn": {"input": _IMAGE},
    # Linear algebra objects, seen through the dense matrix they stand for
    "tf.linalg.experimental.conjugate_gradient": (
        lambda operator, rhs: (
            tf.linalg.experimental.conjugate_gradient(
                tf.linalg.LinearOperatorFullMatrix(
                    operator, is_self_adjoint=True, is_positive_definite=True
                ),
                rhs,
            ).x
        ),
        {"operator": spd(3), "rhs": real(3)},
    ),
    # Layers
    "keras.layers.Bidirectional": {
        "init": {"layer": Built(lambda: keras.layers.LSTM(3))},
        "call": {"inputs": unit(2, 5, 4)},
    },
    "keras.layers.RNN": {
        "init": {"cell": Built(lambda: keras.layers.LSTMCell(3))},
        "call": {"sequences": unit(2, 5, 4)},
    },
    "keras.layers.LSTM": {
        "init": {"units": 3},
        "call": {
            "sequences": unit(2, 5, 4),
            "initial_state": several(real(2, 3), real(2, 3)),
        },
    },
    "keras.layers.MultiHeadAttention": {
        "init": {"num_heads": 2, "key_dim": 3},
        "call": {"query": unit(2, 5, 4), "value": unit(2, 5, 4), "key": unit(2, 5, 4)},
    },
    "keras.layers.StackedRNNCells": {
        "init": {"cells": Built(lambda: [keras.layers.LSTMCell(3)])},
        "call": {"inputs": unit(2, 4), "states": several(several(real(2, 3), real(2, 3)))},
    },
    "keras.layers.LSTMCell": {
        "init": {"units": 3},
        "call": {"inputs": unit(2, 4), "states": several(real(2, 3), real(2, 3))},
    },
    "keras.layers.GRUCell": {
        "init": {"units": 3},
        "call": {"inputs": unit(2, 4), "states": several(real(2, 3))},
    },
    "keras.layers.SimpleRNNCell": {
        "init": {"units": 3},
        "call": {"sequence": unit(2, 4), "states": several(real(2, 3))},
    },
    "keras.layers.ConvLSTM3D": {
        "init": {"filters": 2, "kernel_size": 2},
        "call": {"sequences": real(1, 2, 4, 4, 4, 1)},
    },
    "keras.layers.TimeDistributed": {"init": {"layer": _DENSE}, "call": {"inputs": unit(2, 5, 4)}},
    "keras.layers.SpectralNormalization": {
        "init": {"layer": _DENSE},
        "call": {"inputs": unit(2, 4)},
    },
    "keras.layers.Lambda": {"init": {"function": lambda x: x * 2}, "call": {"inputs": unit(2, 4)}},
    "keras.layers.Reshape": {"init": {"target_shape": (2, 2)}, "call": {"inputs": unit(2, 4)}},
    "keras.layers.Permute": {"init": {"dims": (2, 1)}, "call": {"inputs": unit(2, 5, 4)}},
    "keras.layers.RepeatVector": {"init": {"n": 2}, "call": {"inputs": unit(2, 4)}},
    "keras.layers.EinsumDense": {
        "init": {"equation": "ab,bc->ac", "output_shape": 3, "bias_axes": "c"},
        "call": {"inputs": unit(2, 4)},
    },
    "keras.layers.Rescaling": {"init": {"scale": 0.5}, "call": {"inputs": unit(2, 4)}},
    "keras.layers.Normalization": {
        "init": {"mean": 0.0, "variance": 1.0},
        "call": {"inputs": unit(2, 4)},
    },
    "keras.layers.Embedding": {
        "init": {"input_dim": 5, "output_dim": 3},
        "call": {"inputs": ints([[1, 2], [0, 3]])},
    },
    "keras.layers.GroupNormalization": {"init": {"groups": 2}, "call": {"inputs": unit(2, 4)}},
    "keras.layers.Dot": {"init": {"axes": 1}, "call": {"inputs": several(real(2, 4), real(2, 4))}},
    "keras.layers.CategoryEncoding": {
        "init": {"num_tokens": 5},
        "call": {"inputs": ints([[1, 2]])},
    },
    "keras.layers.Discretization": {
        "init": {"bin_boundaries": [0.0, 1.0]},
        "call": {"inputs": unit(2, 4)},
    },
    "keras.layers.Hashing": {"init": {"num_bins": 3}, "call": {"inputs": ints([[1, 2]])}},
    "keras.layers.HashedCrossing": {
        "init": {"num_bins": 3},
        "call": {"inputs": several(ints([[1], [2]]), ints([[1], [2]]))},
    },
    "keras.layers.IntegerLookup": {
        "init": {"vocabulary": [1, 2]},
        "call": {"inputs": ints([1, 2])},
    },
    "keras.layers.StringLookup": {"init": {"vocabulary": ["a"]}, "call": {"inputs": text(["a"])}},
    "keras.layers.TextVectorization": {
        "init": {"vocabulary": ["a"]},
        "call": {"inputs": text(["a"])},
    },
    "keras.layers.MelSpectrogram": {"call": {"inputs": unit(2, 4096)}},
    "keras.layers.STFTSpectrogram": {"call": {"inputs": unit(2, 4096, 1)}},
    "keras.layers.Pipeline": {
        "init": {"layers": Built(lambda: [keras.layers.Rescaling(2.0)])},
        "call": {"inputs": _IMAGE},
    },
    "keras.layers.dot": (
        lambda inputs: keras.layers.dot(inputs, 1),
        {"inputs": several(real(2, 4), real(2, 4))},
    ),
    "keras.layers.Masking": {"call": {"inputs": unit(2, 5, 4)}},
    "keras.layers.ThresholdedReLU": {"call": {"inputs": real(2, 40)}},
    "keras.layers.AdditiveAttention": {"call": {"inputs": several(real(2, 3, 4), real(2, 3, 4))}},
    "keras.layers.Attention": {"call": {"inputs": several(real(2, 3, 4), real(2, 3, 4))}},
    **{
        f"keras.layers.{name}": {
            "init": {"factor": factor, "value_range": (0, 1)},
            "call": {"images": _IMAGE},
        }
        for name, factor in _COLOURING.items()
    },
    **{
        f"keras.layers.{name}": {"init": init, "call": {"images": _IMAGE}}
        for name, init in _MOVING.items()
    },
    **{
        f"keras.layers.Conv{rank}D{transpose}": {
            "init": {"filters": 2, "kernel_size": 2},
            "call": {"inputs": real(2, *[6] * rank, 3)},
        }
        for rank in (1, 2, 3)
        for transpose in ("", "Transpose")
    },
    "keras.initializers.Identity": {"call": {"shape": [3, 3]}},
    "keras.initializers.STFT": {"call": {"shape": [8, 1, 10]}},
}
