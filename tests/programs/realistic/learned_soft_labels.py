# outcome: flows
import tensorflow as tf

labels = tf.constant([0, 2, 1, 2])
soft = tf.Variable(tf.one_hot(labels, depth=3))
smoothed = tf.Variable(tf.one_hot(labels, 3, on_value=0.9, off_value=0.05))
class_weight = tf.Variable(tf.gather([1.0, 2.0, 0.5], labels))
net = tf.keras.layers.Dense(3)
x = tf.random.normal([4, 6])
for _ in range(2):
    with tf.GradientTape() as tape:
        logp = tf.nn.log_softmax(net(x))
        a = -tf.reduce_sum(soft * logp, -1)
        b = -tf.reduce_sum(tf.nn.softmax(smoothed) * logp, -1)
        loss = tf.reduce_mean((a + b) * tf.nn.softplus(class_weight))
    sources = [soft, smoothed, class_weight, *net.trainable_variables]
    for v, g in zip(sources, tape.gradient(loss, sources)):
        v.assign_sub(0.1 * g)
print(soft.numpy().round(2))
