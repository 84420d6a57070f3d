# outcome: flows
import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow.keras import layers
from tensorflow.keras.preprocessing.text import Tokenizer
from tensorflow.keras.utils import plot_model, to_categorical

IS_OLD = tf.__version__ < "2.10"

try:
    from tensorflow.keras.layers.experimental import preprocessing
except ImportError:
    preprocessing = layers

try:
    import keras.layers.core as core
except ImportError:
    core = layers


def learning_phase():
    if hasattr(K, "learning_phase"):
        return K.learning_phase()
    return 1


def rescaling():
    if int(tf.__version__.split(".")[0]) < 2:
        return layers.experimental.preprocessing.Rescaling(2.0)
    return layers.Rescaling(2.0)


def scaled(x):
    if tf.__version__ >= "2.10":
        return x * 2.0
    return K.in_train_phase(x, x * 2.0)


class Backend:
    def learning_phase(self):
        return learning_phase()


K2 = Backend()
phase = K2.learning_phase()
rate = tf.compat.v1.train.exponential_decay(0.1, 0, 10, 0.9) if IS_OLD else 0.1
model = tf.keras.Sequential([tf.keras.Input((3,)), core.Dense(2), rescaling()])
with tf.GradientTape() as tape:
    y = preprocessing.Rescaling(2.0)(model(tf.ones([2, 3])))
    loss = K.mean(K.square(scaled(y))) * phase
print(tape.gradient(loss, model.trainable_variables), Tokenizer, plot_model, to_categorical)
