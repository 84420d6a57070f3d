# outcome: raises RuntimeError
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(3), tf.keras.layers.Dense(1)])


def layer_gradients(tape, loss, model):
    for layer in model.layers:
        yield layer.name, tape.gradient(loss, layer.trainable_variables)  # error: [tape-reused]


with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(tf.ones((4, 2))) ** 2)
for name, grads in layer_gradients(tape, loss, model):
    print(name, [float(tf.norm(g)) for g in grads])
