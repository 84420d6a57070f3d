# outcome: flows
import tensorflow as tf

w = tf.Variable([2.0, 3.0])
optimizer = tf.keras.optimizers.Adam(0.1)


def rate(of):
    try:
        return of.lr
    except AttributeError:
        return of.learning_rate


with tf.GradientTape() as tape:
    loss = tf.reduce_sum(w * w)
optimizer.apply_gradients([(tape.gradient(loss, w), w)])
print(float(rate(optimizer)))
