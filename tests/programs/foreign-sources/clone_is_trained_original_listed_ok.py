# outcome: flows
from tensorflow import GradientTape, keras
import tensorflow as tf

base = keras.Sequential([keras.layers.Input((7,)), keras.layers.Dense(5, "relu"), keras.layers.Dense(1)])
student = keras.models.clone_model(base)
student.set_weights(base.get_weights())
optimizer = keras.optimizers.SGD(0.01, momentum=0.9)
mse = keras.losses.MeanSquaredError()

x = tf.random.uniform((16, 7))
y = tf.random.uniform((16, 1))
for _ in range(3):
    with GradientTape() as tape:
        guide = base(x, training=False)
        pred = student(x, training=True)
        loss = mse(y, pred) + 0.1 * mse(guide, pred)
    gradients = tape.gradient(loss, student.trainable_variables)
    optimizer.apply_gradients(zip(gradients, student.trainable_variables))
