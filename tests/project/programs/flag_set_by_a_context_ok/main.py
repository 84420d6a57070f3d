# outcome: flows
import phases
import tensorflow as tf
from trainer import step

net = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
with phases.tuning():
    step(net, tf.ones([2, 3]), tf.ones([2, 1]))
