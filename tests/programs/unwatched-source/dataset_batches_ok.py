# outcome: flows
import tensorflow as tf
from tensorflow import GradientTape, Variable

matrix = Variable(tf.random.normal((4, 2)))
dataset = tf.data.Dataset.from_tensor_slices(tf.random.normal((6, 4))).batch(3)

sensitivities = []
for batch in dataset:
    with GradientTape(persistent=True) as tape:
        tape.watch(batch)
        energy = tf.reduce_sum(tf.square(batch @ matrix))
    sensitivities.append((tape.gradient(energy, batch), tape.gradient(energy, matrix)))
    del tape
print(len(sensitivities))
