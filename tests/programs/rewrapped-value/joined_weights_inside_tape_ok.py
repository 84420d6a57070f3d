# outcome: flows
import tensorflow as tf

w1 = tf.Variable(tf.random.normal([3, 2]), name="w1")
w2 = tf.Variable(tf.random.normal([3, 2]), name="w2")
x, y = tf.random.normal([8, 3]), tf.random.normal([8, 4])
optimizer = tf.keras.optimizers.SGD(0.01)
snapshot = tf.Variable(tf.concat([w1, w2], axis=1), trainable=False)

for _ in range(2):
    with tf.GradientTape() as tape:
        w = tf.concat([w1, w2], axis=1)
        loss = tf.nn.l2_loss(tf.matmul(x, w) - y) + 0.01 * tf.nn.l2_loss(w - snapshot)
    grads = tape.gradient(loss, [w1, w2])
    optimizer.apply_gradients(zip(grads, [w1, w2]))
    snapshot.assign(w)
