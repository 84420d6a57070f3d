# outcome: flows zero
import tensorflow as tf

position = tf.Variable(0.0)
sgd = tf.keras.optimizers.SGD(learning_rate=0.1)

for _ in range(10):
    with tf.GradientTape() as tape:
        energy = position * position
        objective = energy
    slope = tape.gradient(objective, position)
    sgd.apply_gradients([(slope, position)])

print(position)
