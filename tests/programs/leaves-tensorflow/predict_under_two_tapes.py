# outcome: none
"""The trial solution asks `predict`; what is lost there shows in the outer gradient."""
import tensorflow as tf

net = tf.keras.Sequential(
    [tf.keras.Input((1,)), tf.keras.layers.Dense(6, activation="tanh"), tf.keras.layers.Dense(1)]
)
times = tf.reshape(tf.linspace(0.0, 1.0, 6), (6, 1))


def trial(t):
    return 1.0 + t * net.predict(t, verbose=0)  # error: [leaves-tensorflow]


def residual(t):
    with tf.GradientTape() as inner:
        inner.watch(t)
        u = trial(t)
    return inner.gradient(u, t) + u


with tf.GradientTape() as outer:
    loss = tf.reduce_mean(tf.square(residual(times)))
print(outer.gradient(loss, net.trainable_variables))
