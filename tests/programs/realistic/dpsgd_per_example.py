# outcome: flows
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(3, activation="tanh"), tf.keras.layers.Dense(1)])
x, y = tf.random.normal([6, 4]), tf.random.normal([6, 1])
CLIP, SIGMA = 1.0, 0.5


@tf.function
def per_example(xy):
    xi, yi = xy
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(xi[None]) - yi[None]) ** 2)
    grads = tape.gradient(loss, model.trainable_variables)
    norm = tf.linalg.global_norm(grads)
    scale = tf.minimum(1.0, CLIP / (norm + 1e-6))
    return [g * scale for g in grads]


spec = [tf.TensorSpec(v.shape, tf.float32) for v in model.trainable_variables]
clipped = tf.map_fn(per_example, (x, y), fn_output_signature=spec)
noisy = [tf.reduce_mean(g, 0) + SIGMA * CLIP / 6 * tf.random.normal(g.shape[1:]) for g in clipped]
tf.keras.optimizers.SGD(0.1).apply_gradients(zip(noisy, model.trainable_variables))
with tf.GradientTape() as tape:
    losses = tf.reduce_mean((model(x) - y) ** 2, axis=1)
jac = tape.jacobian(losses, model.trainable_variables)
print([j.shape for j in jac])
