# outcome: none
import tensorflow as tf

w1 = tf.Variable(tf.random.normal([2, 3]), name="w1")
w2 = tf.Variable(tf.random.normal([1, 3]), name="w2")
w = tf.concat([w1, w2], axis=0)  # error: [outside-tape]

x = tf.random.normal([5, 3])
target = tf.random.normal([5, 3])

for i in range(2):
    with tf.GradientTape() as tape:
        y = tf.matmul(x, w)
        loss = tf.reduce_mean(tf.square(y - target))
    grads = tape.gradient(loss, [w1, w2])
    for variable, grad in zip([w1, w2], grads):
        if grad is not None:
            variable.assign_sub(0.1 * grad)
    print(i, loss.numpy(), grads)
