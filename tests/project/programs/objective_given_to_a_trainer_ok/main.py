# outcome: flows
import keras
import tensorflow as tf
from objectives import distance
from training import Trainer

tf.random.set_seed(1)
net = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, "tanh"), keras.layers.Dense(1)])
trainer = Trainer(net, distance, keras.optimizers.SGD(0.01))
x = tf.random.normal([8, 3])
y = tf.reduce_sum(x, axis=1, keepdims=True)
for _ in range(2):
    print(float(trainer.step(x, y)))
