# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers

inp = tf.keras.Input((6,))
code = layers.Dense(3, activation="relu", name="code")(inp)
encoder = tf.keras.Model(inp, code)
autoencoder = tf.keras.Model(inp, layers.Dense(6)(code))
classifier = tf.keras.Sequential([encoder, layers.Dense(2)])

x = tf.random.normal([10, 6])
y = tf.constant([0, 1] * 5)
classifier.build((None, 6))
# the encoder's weights stand in both lists
params = autoencoder.trainable_variables + classifier.trainable_variables
with tf.GradientTape() as tape:
    recon = tf.reduce_mean((autoencoder(x) - x) ** 2)
    ce = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=classifier(x))
    loss = recon + tf.reduce_mean(ce)
grads = tape.gradient(loss, params)
unique = {id(v): (g, v) for g, v in zip(grads, params)}
tf.keras.optimizers.Adam().apply_gradients(unique.values())
print(len(params), len(unique))

w = tf.Variable(2.0)
with tf.GradientTape() as tape:
    z = w**3
print([g.numpy() for g in tape.gradient(z, [w, w])])
