# outcome: flows
import tensorflow as tf

logits = tf.Variable(tf.random.normal([4, 3]))


@tf.function
def smooth(steps, threshold):
    x = tf.nn.softmax(logits)
    total = tf.constant(0.0)
    for i in tf.range(steps):
        for j in tf.range(3):
            col = x[:, j]
            if tf.reduce_mean(col) > threshold:
                total += tf.reduce_sum(col**2)
            else:
                total -= tf.reduce_sum(tf.math.log(col + 1e-6))
            if total > 1e6:
                break
        if tf.equal(i % 2, 0):
            continue
        x = 0.9 * x + 0.1 / 3.0
    return total


with tf.GradientTape() as tape:
    value = smooth(tf.constant(3), 0.3)
print(tape.gradient(value, logits).shape)


@tf.function
def train(n):
    last = tf.constant(0.0)
    while tf.greater(n, 0):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.nn.softmax(logits)[:, 0])
        logits.assign_sub(0.1 * tape.gradient(loss, logits))
        last = loss
        n -= 1
    return last


print(train(tf.constant(3)).numpy())
