"""What Keras 3 took away from optimizers, metrics and models."""

from __future__ import annotations

from typing import Final

# The first TensorFlow whose ``tf.keras`` is Keras 3.
SINCE: Final = (2, 16)

# Members that objects of these kinds had before, and what takes their place now.
MEMBERS: Final = {
    "optimizer": {
        "minimize": "a tape and `apply_gradients`",
        "compute_gradients": "`tape.gradient`",
        "_compute_gradients": "`tape.gradient`",
        "get_gradients": "`tape.gradient`",
        "get_updates": "a tape and `apply_gradients`",
        "aggregate_gradients": "`tf.distribute` inside `apply_gradients`, which does it by itself",
        "lr": "`learning_rate`",
        "_decayed_lr": "`learning_rate`, which is the present rate",
        "decay": "a schedule as `learning_rate`",
        "weights": "`variables`",
        "get_weights": "`variables`",
        "get_slot": "`variables`",
        "get_slot_names": "`variables`",
        "add_slot": "`add_variable_from_reference`",
        "_create_all_weights": "`build`",
        "_create_slots": "`build`",
        "_create_hypers": "an attribute of your own",
        "_serialize_hyperparameter": "`get_config`",
        "_call_if_callable": "a call",
        "_transform_gradients": "`apply`",
        "_aggregate_gradients": "`apply`",
        "_distributed_apply": "`apply`",
        "_prepare": "`build`",
        "_set_hyper": "an attribute of your own",
        "_get_hyper": "an attribute of your own",
        "_resource_apply_dense": "`update_step`",
        "_resource_apply_sparse": "`update_step`",
        "get_scaled_loss": "`scale_loss`",
        "get_unscaled_gradients": "`apply_gradients`, which unscales by itself",
    },
    "metric": {"reset_states": "`reset_state`"},
    "model": {
        "fit_generator": "`fit`",
        "evaluate_generator": "`evaluate`",
        "predict_generator": "`predict`",
        "predict_classes": "`predict` and `tf.argmax`",
        "predict_proba": "`predict`",
        "get_input_at": "`input`",
        "get_output_at": "`output`",
        "get_updates_for": "",
        "add_update": "`assign` on a weight",
        "to_yaml": "`to_json`",
    },
    "layer": {
        "get_input_at": "`input`",
        "get_output_at": "`output`",
        "get_updates_for": "",
        "add_update": "`assign` on a weight",
    },
    "tensor": {
        "consumers": "",
        "eval": "a model that is called",
        "get_shape": "`shape`",
        "graph": "",
        "numpy": "a model that is called",
        "op": "",
        "set_shape": "`keras.layers.Reshape`",
        "_keras_shape": "`shape`",
    },
    "shape": {
        "as_list": "`list(x.shape)`",
        "assert_has_rank": "`len(x.shape)`",
        "dims": "the tuple itself",
        "is_fully_defined": "`None not in x.shape`",
        "ndims": "`len(x.shape)`",
        "num_elements": "`math.prod(x.shape)`",
        "rank": "`len(x.shape)`",
        "with_rank": "`len(x.shape)`",
        "with_rank_at_least": "`len(x.shape)`",
    },
    "variable": {
        "count_up_to": "",
        "eval": "`numpy()`",
        "experimental_ref": "`id(…)`",
        "gather_nd": "`tf.gather_nd`",
        "get_shape": "`shape`",
        "initial_value": "",
        "initialized_value": "`value`",
        "initializer": "",
        "is_initialized": "",
        "load": "`assign`",
        "op": "",
        "read_value": "`value`",
        "ref": "`id(…)`",
        "scatter_nd_update": "`assign`",
        "set_shape": "",
        "sparse_read": "`tf.gather`",
    },
}

# What calling an optimizer of ``keras.optimizers.legacy`` raises.
LEGACY: Final = {
    **dict.fromkeys(("Adagrad", "Adam", "Ftrl", "RMSprop", "SGD"), "ImportError"),
    **dict.fromkeys(("Adadelta", "Adamax", "Nadam"), "AttributeError"),
}

# What took the place of arguments of constructors; the others have none.
ARGUMENTS: Final = {
    "lr": "`learning_rate`",
    "decay": "a schedule as `learning_rate`",
    "schedule_decay": "a schedule as `learning_rate`",
}

# Arguments that a constructor of Keras 3 takes without a word in its signature.
IGNORED: Final = {"keras.optimizers.LossScaleOptimizer": ("dynamic",)}

# Arguments of ``apply_gradients`` that raise TypeError now.
APPLYING: Final = ("name", "experimental_aggregate_gradients", "skip_gradients_aggregation")
