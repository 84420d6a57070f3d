# outcome: flows
import tensorflow as tf

b1 = tf.Variable([[0.0, 0.0, 2.0, 2.0]])
b2 = tf.constant([[1.0, 1.0, 3.0, 3.0]])
with tf.GradientTape() as tape:
    lt = tf.maximum(b1[:, :2], b2[:, :2])
    rb = tf.minimum(b1[:, 2:], b2[:, 2:])
    wh = tf.nn.relu(rb - lt)
    inter = wh[:, 0] * wh[:, 1]
    area1 = (b1[:, 2] - b1[:, 0]) * (b1[:, 3] - b1[:, 1])
    area2 = (b2[:, 2] - b2[:, 0]) * (b2[:, 3] - b2[:, 1])
    iou = inter / (area1 + area2 - inter)
    loss = 1 - tf.reduce_mean(iou)
print(tape.gradient(loss, b1))
