# outcome: flows
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(6, activation="tanh"), tf.keras.layers.Dense(3)])
bce = tf.keras.losses.CategoricalCrossentropy(from_logits=True)
dataset = tf.data.Dataset.from_tensor_slices(
    (tf.random.uniform((9, 4)), tf.one_hot([0, 1, 2] * 3, 3))
).batch(3)

for batch, onehot in dataset:
    x = tf.Variable(batch)
    with tf.GradientTape() as tape:
        loss = bce(onehot, net(x))
    signed = tf.sign(tape.gradient(loss, x))
    adv = tf.clip_by_value(batch + 0.05 * signed, 0.0, 1.0)
    print(float(bce(onehot, net(adv))) - float(loss))
