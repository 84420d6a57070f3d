# outcome: flows
import tensorflow as tf

backbone = tf.Variable(tf.random.normal((4, 4)), name="backbone_w")
head = tf.Variable(tf.random.normal((4, 1)), name="head_w")
variables = [backbone, head]
x, y = tf.random.normal((6, 4)), tf.random.normal((6, 1))
optimizers = {prefix: tf.keras.optimizers.SGD(lr) for prefix, lr in [("backbone", 0.01), ("head", 0.1)]}

with tf.GradientTape() as tape:
    loss = tf.reduce_mean((tf.nn.relu(x @ backbone) @ head - y) ** 2)
grads = tape.gradient(loss, variables)
for prefix, optimizer in optimizers.items():
    pairs = [(g, v) for g, v in zip(grads, variables) if v.name.startswith(prefix)]
    optimizer.apply_gradients(pairs)
