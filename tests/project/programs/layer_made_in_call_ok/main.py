# outcome: flows
import tensorflow as tf
from learning import learn
from mixing import Mixer

model = tf.keras.Sequential([Mixer(4), tf.keras.layers.Dense(1)])
learn(model, tf.random.normal([8, 4]), tf.random.normal([8, 1]))
assert len(model.layers[0].trainable_variables) == 4
