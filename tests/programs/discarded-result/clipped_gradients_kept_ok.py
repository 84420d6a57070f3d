# outcome: flows
import tensorflow as tf

w = tf.Variable([2.0, 1.0])
optimizer = tf.keras.optimizers.SGD(1.0)
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(100.0 * w)
    grads = tape.gradient(loss, [w])
    grads = [tf.clip_by_value(g, -0.1, 0.1) for g in grads]
    optimizer.apply_gradients(zip(grads, [w]))
    tf.print("norm", tf.linalg.global_norm(grads))
assert tf.reduce_all(w > 0.0)
