# outcome: part
"""Generator and mask network; only the mask network's objective is hard."""
import tensorflow as tf

gen = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(4, activation="tanh")])
mask = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(4, activation="sigmoid")])
opts = [tf.keras.optimizers.SGD(0.1) for _ in range(2)]
x = tf.random.normal((5, 3))

for _ in range(2):
    with tf.GradientTape(persistent=True) as tape:
        m = mask(x)
        hard = tf.cast(tf.greater(m, 0.5), tf.float32)  # warning: [non-differentiable-op] or: [integer-dtype]
        img = gen(x) * hard
        recon = tf.reduce_mean((img - 1.0) ** 2)
        area = tf.reduce_mean(m)
    both = gen.trainable_variables + mask.trainable_variables
    grads = tape.gradient(recon, both)
    print([g is None for g in grads])
    opts[0].apply_gradients([(g, v) for g, v in zip(grads, both) if g is not None])
    opts[1].apply_gradients(zip(tape.gradient(area, mask.trainable_variables), mask.trainable_variables))
