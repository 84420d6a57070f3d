# outcome: part
import tensorflow as tf

gain = tf.Variable(1.0)
offset = tf.Variable(2.0)
sgd = tf.keras.optimizers.SGD(learning_rate=0.1)

with tf.GradientTape() as tape:
    product = tf.stop_gradient(gain) * offset  # warning: [stop-gradient]
    error = product * product

print(tape.gradient(error, [gain, offset]))

with tf.GradientTape() as tape:
    product = gain * offset
    error = product * product
    slopes = tape.gradient(error, [gain, offset])
    sgd.apply_gradients(zip(slopes, [gain, offset]))
    print(slopes)
