# outcome: raises ValueError
import tensorflow as tf

features = tf.random.normal((16, 4))
labels = tf.random.normal((16, 1))
kernel = tf.Variable(tf.random.normal((4, 1)))
opt = tf.keras.optimizers.SGD(0.1)


@tf.function
def train_step(x, y):
    bias = tf.Variable(tf.zeros((1,)))  # error: [fresh-variable]
    with tf.GradientTape() as tape:
        pred = tf.matmul(x, kernel) + bias
        loss = tf.reduce_mean(tf.square(pred - y))
    grads = tape.gradient(loss, [kernel, bias])
    kernel.assign_sub(0.1 * grads[0])
    bias.assign_sub(0.1 * grads[1])
    return loss


for _ in range(3):
    print(train_step(features, labels))
