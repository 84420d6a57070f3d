# outcome: flows
import tensorflow as tf
from tensorflow.keras.layers import Dense, InputLayer

SIZE = 8
one = tf.keras.Input((SIZE,), 2, name="pixels of an image")
two = tf.keras.Input([SIZE])
three = tf.keras.Input(batch_shape=(None, SIZE))
four = tf.keras.Input(tf.TensorShape([SIZE]))
model = tf.keras.Model([one, two, three, four], Dense(1)(one + two + three + four))
old = tf.keras.Sequential([InputLayer(input_shape=(8,)), Dense(1)])
older = tf.keras.Sequential([InputLayer(batch_input_shape=(None, 8)), Dense(1)])
plain = tf.keras.Sequential([Dense(1, input_shape=(8,)), Dense(1, input_dim=1)])
x = tf.ones([2, 8])
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(model([x, x, x, x]) + old(x) + older(x) + plain(x))
sources = [v for m in (model, old, older, plain) for v in m.trainable_weights]
print(tape.gradient(loss, sources))
