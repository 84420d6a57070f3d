# outcome: none raises ValueError
import keras
import tensorflow as tf

net = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
opt = keras.optimizers.Adam()


def attention_pool(h):
    scores = keras.Variable(tf.reduce_sum(h, axis=1), trainable=False)  # error: [rewrapped-value]
    return tf.reduce_sum(keras.ops.softmax(scores) * tf.constant([1.0, 2.0, 3.0, 4.0]))


with tf.GradientTape() as tape:
    loss = attention_pool(net(tf.random.normal((4, 3))))
grads = tape.gradient(loss, net.trainable_variables)
opt.apply_gradients(zip(grads, net.trainable_variables))
