# outcome: raises AttributeError
import tensorflow as tf

online = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(3)])
target = [tf.identity(w) for w in online.weights]
tau = 0.01

x = tf.random.normal((4, 2))
with tf.GradientTape() as tape:
    q_next = x @ target[0] + target[1]
    loss = tf.reduce_mean((online(x) - tf.stop_gradient(q_next)) ** 2)
grads = tape.gradient(loss, online.trainable_variables)
tf.keras.optimizers.SGD(0.1).apply_gradients(zip(grads, online.trainable_variables))

for t, w in zip(target, online.weights):
    t.assign(tau * w + (1.0 - tau) * t)  # error: [assign-to-tensor]
