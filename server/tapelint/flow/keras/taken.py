"""Which arguments Keras 3 takes where its signatures don't say it, and which of Keras 2 it doesn't.

All of this was asked of the first Keras 3 and of the present one.
"""

from __future__ import annotations

from typing import Final

BASES: Final = frozenset({"keras.Layer", "keras.Model"})

# What each layer and model takes as a keyword.
_OF_BASES: Final = frozenset(
    ["activity_regularizer", "autocast", "dtype", "input_dim", "input_shape", "name", "trainable"]
)
# What layers of older Keras took, and none of Keras 3 does, unless its signature has it.
_OLD: Final = frozenset(
    [
        *("W_constraint", "W_learning_rate_multiplier", "W_regularizer", "adjustment"),
        *("b_constraint", "b_regularizer", "batch_input_shape", "bias", "border_mode"),
        *("consume_less", "dim_ordering", "dropout_U", "dropout_W", "dynamic"),
        *("experimental_autocast", "forget_bias_init", "fused", "init", "inner_activation"),
        *("inner_init", "input_dtype", "nb_col", "nb_filter", "nb_row", "output_dim", "p"),
        *("subsample", "subsample_length", "time_major", "virtual_batch_size", "weights"),
    ]
)
NEEDED: Final = frozenset({"nb_col", "nb_filter", "nb_row", "output_dim", "p"})
_OPEN: Final = frozenset({"keras.layers.InputLayer", "keras.layers.ReversibleEmbedding"})

# What no ``add_weight`` takes any more.
OF_WEIGHTS: Final = (
    "collections",
    "experimental_autocast",
    "getter",
    "partitioner",
    "synchronization",
    "use_resource",
)
_LOADING: Final = ("max_queue_size", "pickle_safe", "use_multiprocessing", "workers")
_OLDEST: Final = ("nb_epoch", "samples_per_epoch", "show_accuracy")
KEYWORDS: Final = {
    "compile": (
        "class_mode",
        "distribute",
        "experimental_run_tf_function",
        "experimental_steps_per_execution",
        "sample_weight_mode",
        "target_tensors",
    ),
    "evaluate": (*_LOADING, *_OLDEST, "generator"),
    "fit": (*_LOADING, *_OLDEST, "generator"),
    "predict": (*_LOADING, *_OLDEST, "generator"),
    "save": ("options", "signatures"),
    "save_weights": ("options", "save_format"),
    "test_on_batch": ("reset_metrics",),
    "train_on_batch": ("reset_metrics",),
}
# How the names of files that are written must end.
SAVED: Final = {
    "save": (".keras", ".h5", ".hdf5"),
    "save_model": (".keras", ".h5", ".hdf5"),
    "save_weights": (".weights.h5",),
    "ModelCheckpoint": (".keras", ".h5"),
    "checkpoint of weights": (".weights.h5",),
}


def is_refused(path: str, name: str) -> bool:
    """Whether a constructor of Keras 3 refuses a keyword that its signature doesn't have."""
    if path in BASES:
        return name not in _OF_BASES
    return name in _OLD and path not in _OPEN
