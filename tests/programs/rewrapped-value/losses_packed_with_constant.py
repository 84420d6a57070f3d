# outcome: raises TypeError
import tensorflow as tf

m1 = tf.keras.Sequential([tf.keras.layers.Dense(1)])
m2 = tf.keras.Sequential([tf.keras.layers.Dense(1)])
x = tf.random.normal((5, 2))
m1(x), m2(x)
weights = m1.trainable_variables + m2.trainable_variables


@tf.function
def step(x):
    with tf.GradientTape() as tape:
        losses = [tf.reduce_mean(m(x) ** 2) for m in (m1, m2)]
        total = tf.reduce_sum(tf.constant(losses))  # error: [rewrapped-value]
    return tape.gradient(total, weights)


print(step(x))
