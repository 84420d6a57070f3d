# outcome: none raises ValueError
import tensorflow as tf
from tensorflow import keras as k

transforms = {
    "raw": lambda e: e,
    "bucket": lambda e, size=0.1: (e // size) * size,  # error: [floor-division]
}
cfg = {"transform": "bucket", "steps": 2}

model = k.Sequential([k.Input((2,)), k.layers.Dense(1)])
opt = k.optimizers.SGD(0.1)
for _ in range(cfg["steps"]):
    with tf.GradientTape() as tape:
        err = tf.abs(model(tf.random.normal((4, 2))) - 1.0)
        loss = tf.reduce_mean(transforms[cfg["transform"]](err))
    opt.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
