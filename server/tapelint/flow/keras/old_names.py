"""Names of Keras 2 and older that no Keras 3 has, and what took their place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from tapelint.flow.python.imports import ALONE, VERSION_1
from tapelint.ops.table import lookup, members

_LAYERS: Final = "`keras.layers`"
_UTILS: Final = "`keras.utils`"
_TRAINING: Final = "the argument `training` of `call`"
_ROOT: Final = re.compile(r"^(?:tensorflow|tf)(?:\.compat\.v2)?\.keras\b")

# Neither ``tf.keras`` nor ``keras`` has these: what Keras 2 had was asked for one by one.
GONE: Final = {
    "keras.applications.keras_modules_injection": "",
    "keras.applications.regnet": "",
    "keras.applications.resnet_rs": "",
    "keras.backend.experimental": "",
    "keras.backend.function": "`keras.Model`",
    "keras.backend.in_test_phase": _TRAINING,
    "keras.backend.in_train_phase": _TRAINING,
    "keras.backend.learning_phase": _TRAINING,
    "keras.backend.learning_phase_scope": _TRAINING,
    "keras.backend.local_conv1d": "",
    "keras.backend.local_conv2d": "",
    "keras.backend.manual_variable_initialization": "",
    "keras.backend.normalize_batch_in_training": "`tf.nn.batch_normalization`",
    "keras.backend.placeholder": "`keras.Input`",
    "keras.backend.print_tensor": "`tf.print`",
    "keras.backend.random_binomial": "`keras.random.binomial`",
    "keras.backend.reset_uids": "`keras.utils.clear_session`",
    "keras.backend.set_learning_phase": _TRAINING,
    "keras.backend.tensorflow_backend": "`tf.keras.backend`",
    "keras.callbacks.BaseLogger": "",
    "keras.callbacks.experimental": "`keras.callbacks`",
    "keras.constraints.RadialConstraint": "",
    "keras.constraints.maxnorm": "`keras.constraints.MaxNorm`",
    "keras.constraints.nonneg": "`keras.constraints.NonNeg`",
    "keras.constraints.radial_constraint": "",
    "keras.dtensor": "",
    "keras.engine": "the public names of `keras`",
    "keras.estimator": "",
    "keras.experimental": "`keras.optimizers.schedules` for a decay",
    "keras.initializations": "`keras.initializers`",
    "keras.initializers.normal": "`keras.initializers.RandomNormal`",
    "keras.initializers.uniform": "`keras.initializers.RandomUniform`",
    "keras.layers.AbstractRNNCell": "`keras.layers.Layer`",
    "keras.layers.CuDNNGRU": "`keras.layers.GRU`",
    "keras.layers.CuDNNLSTM": "`keras.layers.LSTM`",
    "keras.layers.Deconvolution2D": "`keras.layers.Conv2DTranspose`",
    "keras.layers.DenseFeatures": "`keras.utils.FeatureSpace`",
    "keras.layers.Highway": "",
    "keras.layers.LocallyConnected1D": "",
    "keras.layers.LocallyConnected2D": "",
    "keras.layers.MaxoutDense": "",
    "keras.layers.Merge": "`keras.layers.Concatenate` or its like",
    "keras.layers.Recurrent": "`keras.layers.RNN`",
    "keras.layers.SyncBatchNormalization": "`BatchNormalization(synchronized=True)`",
    "keras.layers.TimeDistributedDense": "`keras.layers.Dense`",
    **{
        f"keras.layers.{name}": _LAYERS
        for name in (
            *("advanced_activations", "containers", "convolutional", "convolutional_recurrent"),
            *("core", "cudnn_recurrent", "embeddings", "experimental", "local", "merge", "noise"),
            *("normalization", "pooling", "recurrent", "wrappers"),
        )
    },
    "keras.legacy_tf_layers": "",
    "keras.losses.cosine_proximity": "`keras.losses.cosine_similarity`",
    "keras.metrics.MeanRelativeError": "",
    "keras.metrics.MeanTensor": "",
    "keras.metrics.experimental": "",
    "keras.mixed_precision.experimental": "`keras.mixed_precision`",
    "keras.models.Graph": "`keras.Model`",
    "keras.models.experimental": "",
    "keras.models.model_from_config": "`from_config` of the class",
    "keras.models.model_from_yaml": "`keras.models.model_from_json`",
    "keras.objectives": "`keras.losses`",
    "keras.optimizers.adam": "`keras.optimizers.Adam`",
    "keras.optimizers.adam_v2": "`keras.optimizers`",
    "keras.optimizers.experimental": "`keras.optimizers`",
    "keras.premade": "",
    "keras.utils.GeneratorEnqueuer": "",
    "keras.utils.HDF5Matrix": "",
    "keras.utils.OrderedEnqueuer": "",
    "keras.utils.SequenceEnqueuer": "",
    "keras.utils.SidecarEvaluator": "",
    "keras.utils.convert_all_kernels_in_model": "",
    "keras.utils.experimental": "",
    "keras.utils.multi_gpu_model": "`tf.distribute.MirroredStrategy`",
    "keras.utils.print_summary": "`model.summary()`",
    "keras.utils.to_ordinal": "",
    "keras.utils.warmstart_embedding_matrix": "",
    **{
        f"keras.utils.{name}": _UTILS
        for name in (
            *("conv_utils", "data_utils", "generic_utils", "io_utils", "layer_utils", "np_utils"),
            *("tf_utils", "training_utils", "vis_utils", "visualize_util"),
        )
    },
    "keras.wrappers.scikit_learn": "the package `scikeras`",
}

# Whoever imports ``keras`` by itself finds neither these nor the functions of ``keras.backend``.
GONE_ALONE: Final = {
    "keras.backend.gradients": "`tf.GradientTape`",
    "keras.layers.RandomHeight": "",
    "keras.layers.RandomWidth": "",
    "keras.layers.ThresholdedReLU": "`keras.layers.ReLU`",
    "keras.losses.Reduction": "the name of the reduction",
    **{
        f"keras.{module}.{name}": f"`keras.losses.{now}`"
        for module in ("losses", "metrics")
        for now, names in (
            ("kl_divergence", ("KLD", "kld", "kullback_leibler_divergence")),
            ("log_cosh", ("logcosh",)),
            ("mean_absolute_error", ("MAE", "mae")),
            ("mean_absolute_percentage_error", ("MAPE", "mape")),
            ("mean_squared_error", ("MSE", "mse")),
            ("mean_squared_logarithmic_error", ("MSLE", "msle")),
        )
        for name in names
    },
    **{
        f"keras.preprocessing.{name}": f"`tf.keras.preprocessing.{name}`"
        for name in (
            *("image.DirectoryIterator", "image.ImageDataGenerator", "image.Iterator"),
            *("image.NumpyArrayIterator", "image.apply_affine_transform"),
            *("image.apply_brightness_shift", "image.apply_channel_shift"),
            *("image.random_brightness", "image.random_channel_shift", "image.random_rotation"),
            *("image.random_shear", "image.random_shift", "image.random_zoom"),
            *("sequence.TimeseriesGenerator", "sequence.make_sampling_table"),
            *("sequence.skipgrams", "text"),
        )
    },
}
_BACKEND: Final = "keras.backend"
_IN_BACKEND: Final = frozenset(
    [
        "Variable",
        "backend",
        "clear_session",
        "device",
        "epsilon",
        "floatx",
        "get_uid",
        "image_data_format",
        "is_float_dtype",
        "is_int_dtype",
        "is_keras_tensor",
        "name_scope",
        "result_type",
        "set_epsilon",
        "set_floatx",
        "set_image_data_format",
        "standardize_dtype",
    ]
)


def common_root(path: str) -> str:
    """``tensorflow.keras.layers`` as ``keras.layers``, with no other spelling changed."""
    return _ROOT.sub("keras", path)


@lru_cache(4096)
def gone_part(path: str, root: str) -> str:
    """The first part of a dotted name that isn't there; empty where all of it may be."""
    if not path.startswith("keras.") or root == VERSION_1:
        return ""
    parts = path.split(".")
    names = (".".join(parts[:end]) for end in range(2, len(parts) + 1))
    return next((name for name in names if instead_of(name, root) is not None), "")


def instead_of(name: str, root: str) -> str | None:
    """What took the place of a name that is gone; None of any other."""
    if name in GONE:
        return GONE[name]
    if root != ALONE:
        return None
    if name in GONE_ALONE:
        return GONE_ALONE[name]
    module, _, last = name.rpartition(".")
    if module == _BACKEND and last not in _IN_BACKEND and last in _old_backend():
        same = f"keras.ops.{last}"
        return f"`{same}`" if lookup(same) is not None else "`tf.keras.backend`"
    return None


@lru_cache(1)
def _old_backend() -> frozenset[str]:
    return frozenset(members(_BACKEND))
