# outcome: flows
import tensorflow as tf

base = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(4, activation="tanh"), tf.keras.layers.Dense(1)])
clone = tf.keras.models.clone_model(base)
clone.set_weights(base.get_weights())
optim = tf.keras.optimizers.Adam(1e-2)


def train(model, params, x, y):
    with tf.GradientTape() as tape:
        loss = tf.keras.losses.MeanSquaredError()(y, model(x, training=True))
    grads = tape.gradient(loss, params)
    optim.apply_gradients(zip(grads, params))
    return loss


x = tf.random.normal((10, 4))
train(clone, clone.trainable_variables, x, tf.reduce_sum(x, 1, keepdims=True))
