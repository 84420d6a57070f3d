# outcome: raises AttributeError
import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow.keras import layers


def rescaled():
    return layers.experimental.preprocessing.Rescaling(1 / 255)  # error: [removed-member]


def decayed():
    return tf.keras.experimental.CosineDecay(0.1, 10)  # error: [removed-member]


def optimized():
    return tf.keras.optimizers.experimental.Adam(0.1)  # error: [removed-member]


def fast():
    return layers.CuDNNLSTM(4)  # error: [removed-member]


def initial():
    return tf.keras.initializers.normal()  # error: [removed-member]


def between(model):
    return K.function([model.input], [model.layers[0].output])  # error: [removed-member]


def parallel(model):
    return tf.keras.utils.multi_gpu_model(model, 2)  # error: [removed-member]


def refused(use):
    try:
        use()
    except AttributeError:
        return
    raise SystemExit("it is there")


model = tf.keras.Sequential([tf.keras.Input((3,)), layers.Dense(2), layers.Dense(1)])
for use in (rescaled, decayed, optimized, fast, initial):
    refused(use)
refused(lambda: between(model))
refused(lambda: parallel(model))
with tf.GradientTape() as tape:
    y = model(tf.ones([2, 3]))
    loss = tf.reduce_mean(K.in_train_phase(y, 2.0 * y))  # error: [removed-member]
print(tape.gradient(loss, model.trainable_variables))
