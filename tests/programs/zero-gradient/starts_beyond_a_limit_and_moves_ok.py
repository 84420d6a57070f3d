# outcome: flows
"""What starts beyond a limit may be moved by something else, or be one of many numbers."""
import tensorflow as tf

level, offset = tf.Variable(-1.0), tf.Variable(0.5)
gates = tf.Variable([-1.0, 2.0])
seen = tf.constant([0.4, 0.3, 0.8])
for _ in range(2):
    with tf.GradientTape() as tape:
        kept = tf.nn.relu(level + 4.0 * offset)
        moved = tf.nn.relu(level) + 0.1 * tf.square(level)
        loss = tf.reduce_mean(tf.square(seen - kept)) + moved + tf.reduce_sum(tf.nn.relu(gates))
    sources = [level, offset, gates]
    for variable, slope in zip(sources, tape.gradient(loss, sources)):
        variable.assign_sub(0.01 * slope)
print(float(level), float(offset))
