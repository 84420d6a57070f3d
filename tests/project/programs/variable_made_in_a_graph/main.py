# outcome: raises ValueError
import tensorflow as tf
from fitting import Fitting

w = tf.Variable(2.0)
fitting = Fitting(w, tf.keras.optimizers.SGD(0.1))
for _ in range(3):
    print(float(fitting.step(tf.constant(1.0))))
