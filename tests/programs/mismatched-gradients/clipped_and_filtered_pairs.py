# outcome: flows raises AttributeError
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(3), tf.keras.layers.Dense(1)])
optimizer = tf.keras.optimizers.SGD(0.1, momentum=0.9)


def clip_all(grads, limit):
    return tf.clip_by_global_norm(grads, limit)


@tf.function
def step(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(x) - y))
    grads = tape.gradient(loss, model.trainable_variables)
    clipped, norm = clip_all(grads, 1.0)
    optimizer.apply_gradients(zip(model.trainable_variables, clipped))  # error: [mismatched-gradients]
    return loss, norm


print(step(tf.random.normal((4, 2)), tf.ones((4, 1))))
