# outcome: raises ValueError
import tensorflow as tf

backbone = tf.Variable(tf.random.normal((4, 4)), name="backbone_w")
head = tf.Variable(tf.random.normal((4, 1)), name="head_w")
variables = [backbone, head]
x, y = tf.random.normal((6, 4)), tf.random.normal((6, 1))
optimizer = tf.keras.optimizers.SGD(0.1)

with tf.GradientTape() as tape:
    loss = tf.reduce_mean((tf.nn.relu(x @ backbone) @ head - y) ** 2)
chosen = [v for v in variables if v.name.startswith("classifier")]  # or: [foreign-sources]
grads = tape.gradient(loss, chosen)  # error: [foreign-sources]
optimizer.apply_gradients(zip(grads, chosen))
