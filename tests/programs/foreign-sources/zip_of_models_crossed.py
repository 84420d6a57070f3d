# outcome: none raises ValueError
import tensorflow as tf


def mlp(n):
    return tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(n), tf.keras.layers.Dense(1)])


students = [mlp(3), mlp(5)]
opts = [tf.keras.optimizers.SGD(0.1) for _ in students]
x = tf.random.normal((4, 2))
for student, other, opt in zip(students, reversed(students), opts):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(student(x) ** 2)
    grads = tape.gradient(loss, other.trainable_variables)  # error: [foreign-sources]
    opt.apply_gradients(zip(grads, other.trainable_variables))
