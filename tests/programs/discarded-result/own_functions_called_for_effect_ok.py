# outcome: flows
import tensorflow as tf

w = tf.Variable(2.0)
optimizer = tf.keras.optimizers.SGD(0.1)
history = []


def train_step(x):
    with tf.GradientTape() as tape:
        loss = tf.square(w * x)
        history.append(loss)
        tf.print("loss", loss)
    optimizer.apply_gradients([(tape.gradient(loss, w), w)])
    return loss


for value in (1.0, 2.0):
    train_step(tf.constant(value))
w.assign_sub(0.1)
tf.stack(history)
history[0] * 2.0
