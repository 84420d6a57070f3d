# outcome: none raises ValueError
import tensorflow as tf

mean_loss = tf.keras.metrics.Mean()
model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.Adam()
batches = tf.data.Dataset.from_tensor_slices((tf.random.normal((8, 2)), tf.ones((8, 1)))).batch(4)

for xb, yb in batches:
    with tf.GradientTape() as tape:
        per_example = tf.square(model(xb) - yb)
        mean_loss.update_state(per_example)  # or: [leaves-tensorflow]
        loss = mean_loss.result()  # error: [leaves-tensorflow] or: [state-write] or: [non-differentiable-op]
    opt.apply_gradients(
        zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    )
