# outcome: flows
import tensorflow as tf

gain = tf.Variable(tf.ones((3,)))
model = tf.keras.Sequential(
    [
        tf.keras.Input((3,)),
        tf.keras.layers.Lambda(lambda x: x * gain, output_shape=(3,)),
        tf.keras.layers.Dense(1),
    ]
)
x, y = tf.ones((8, 3)), tf.zeros((8, 1))
optimizer = tf.keras.optimizers.SGD(0.1)
variables = [gain, *model.trainable_variables]
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(x) - y))
    gradients = tape.gradient(loss, variables)
    optimizer.apply_gradients(zip(gradients, variables))
