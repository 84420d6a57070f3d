# outcome: none
import json

import tensorflow as tf


def gather(value, path, found):
    if isinstance(value, dict):
        for name, part in value.items():
            found = gather(part, f"{path}.{name}", found)
    elif isinstance(value, list):
        for i, part in enumerate(value):
            found = gather(part, f"{path}[{i}]", found)
    elif isinstance(value, tuple):
        for part in value:
            found = gather(part, path, found)
    else:
        found = {**found, path: value}
    return found


settings = gather(json.loads('{"name": "sgd", "rates": [0.1, 0.01]}'), "optimizer", {})

w = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape() as tape:
    rounded = tf.round(w * 2.0)  # error: [non-differentiable-op]
    loss = tf.reduce_sum(rounded**2)
print(settings, tape.gradient(loss, w))
