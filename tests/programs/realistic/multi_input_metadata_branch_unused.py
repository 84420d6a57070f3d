# outcome: part
import tensorflow as tf
import keras

image_in = keras.Input((8, 8, 1), name="image")
meta_in = keras.Input((3,), name="meta")
image_net = keras.Model(
    image_in, keras.layers.Flatten()(keras.layers.Conv2D(2, 3, activation="relu")(image_in))
)
meta_net = keras.Model(meta_in, keras.layers.Dense(4, activation="relu")(meta_in))
head = keras.Sequential([keras.Input((72,)), keras.layers.Dense(1)])


def forward(batch):
    features = {"image": image_net(batch["image"]), "meta": meta_net(batch["meta"])}  # warning: [unused-source]
    joined = [features[name] for name in ("image",)]  # or: [unused-source]
    return head(tf.concat(joined, axis=-1))


batch = {"image": tf.random.normal((4, 8, 8, 1)), "meta": tf.random.normal((4, 3))}
target = tf.constant([[0.0], [1.0], [1.0], [0.0]])
nets = [image_net, meta_net, head]  # or: [unused-source]
params = [v for net in nets for v in net.trainable_variables]
opt = keras.optimizers.Adam(1e-3)
with tf.GradientTape() as tape:
    logits = forward(batch)
    loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=target, logits=logits))
grads = tape.gradient(loss, params)
opt.apply_gradients(zip(grads, params))
