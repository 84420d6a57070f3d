# outcome: flows
import tensorflow as tf

weight = tf.Variable(0.3)


@tf.custom_gradient
def at_rest(x, w):
    z = tf.zeros_like(x)
    for _ in range(60):
        z = tf.tanh(z * w + x)

    def backward(upstream):
        with tf.GradientTape(persistent=True) as tape:
            tape.watch([z, w])
            again = tf.tanh(z * w + x)
        adjoint = tf.zeros_like(upstream)
        for _ in range(60):
            adjoint = upstream + tape.gradient(again, z, output_gradients=adjoint)
        return None, tape.gradient(again, w, output_gradients=adjoint)

    return z, backward


for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(at_rest(tf.constant([0.2, 0.5]), tf.identity(weight)) - 1.0))
    weight.assign_sub(0.1 * tape.gradient(loss, weight))
