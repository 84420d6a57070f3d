# outcome: flows
import keras
import tensorflow as tf

backbone = keras.Sequential([keras.Input((6,)), keras.layers.Dense(8, activation="relu"), keras.layers.BatchNormalization()], name="backbone")
backbone.trainable = False
inputs = keras.Input((6,))
outputs = keras.layers.Dense(2)(keras.layers.Dropout(0.2)(backbone(inputs, training=False)))
model = keras.Model(inputs, outputs)
x, y = tf.random.normal([20, 6]), tf.random.uniform([20], 0, 2, tf.int32)
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def train(opt, steps):
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = loss_fn(y, model(x, training=True))
        grads = tape.gradient(loss, model.trainable_weights)
        opt.apply_gradients(zip(grads, model.trainable_weights))
    return float(loss)


train(keras.optimizers.Adam(1e-2), 3)
backbone.trainable = True
for layer in backbone.layers:
    if isinstance(layer, keras.layers.BatchNormalization):
        layer.trainable = False
print(train(keras.optimizers.Adam(1e-5), 2), len(model.trainable_weights))
