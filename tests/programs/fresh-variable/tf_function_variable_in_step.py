# outcome: raises ValueError
import tensorflow as tf

xs = tf.linspace(-1.0, 1.0, 20)
ys = 3.0 * xs + 0.5
opt = tf.keras.optimizers.SGD(0.1)


@tf.function
def train(x, y):
    slope = tf.Variable(0.0)  # error: [fresh-variable]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((slope * x - y) ** 2)
    g = tape.gradient(loss, slope)
    slope.assign_sub(0.1 * g)
    return loss


for _ in range(3):
    print(train(xs, ys))
