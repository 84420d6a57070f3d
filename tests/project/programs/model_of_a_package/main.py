# outcome: none
import tensorflow as tf
from ranking import build, fit

tf.random.set_seed(2)
model = build(5)
fit(model, tf.random.normal([8, 3]), tf.random.normal([8, 3]))
