# outcome: flows
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers, regularizers


class ActivityPenalty(layers.Layer):
    def __init__(self, rate=1e-2):
        super().__init__()
        self.rate = rate

    def call(self, inputs):
        self.add_loss(self.rate * tf.reduce_mean(tf.square(inputs)))
        return inputs


@keras.utils.register_keras_serializable(package="demo")
class Swish(layers.Layer):
    def build(self, input_shape):
        self.beta = self.add_weight(shape=(), initializer="ones", name="beta")

    def call(self, x):
        return x * tf.sigmoid(self.beta * x)


model = keras.Sequential(
    [
        keras.Input((6,)),
        layers.Dense(8, kernel_regularizer=regularizers.L1L2(1e-5, 1e-4)),
        Swish(),
        ActivityPenalty(),
        layers.Dense(3),
    ]
)
acc = keras.metrics.SparseCategoricalAccuracy()
opt = keras.optimizers.Nadam()
x, y = tf.random.normal((20, 6)), tf.random.uniform((20,), maxval=3, dtype=tf.int32)
for _ in range(2):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        ce = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
        loss = tf.reduce_mean(ce)
        loss += sum(model.losses)
    grads = tape.gradient(loss, model.trainable_weights)
    opt.apply_gradients(zip(grads, model.trainable_weights))
    acc.update_state(y, tf.nn.softmax(logits))
    tf.print("acc", acc.result(), "extra", sum(model.losses))
