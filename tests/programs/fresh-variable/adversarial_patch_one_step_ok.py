# outcome: flows
"""FGSM: the image becomes a variable for one gradient, per batch."""
import tensorflow as tf

clf = tf.keras.Sequential([tf.keras.Input((5,)), tf.keras.layers.Dense(3)])


def fgsm(x, y, eps=0.1):
    xv = tf.Variable(x)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, clf(xv)))
    xv.assign_add(eps * tf.sign(tape.gradient(loss, xv)))
    return tf.convert_to_tensor(xv)


adversarial = []
for _ in range(3):
    adversarial.append(fgsm(tf.random.normal((2, 5)), tf.constant([0, 2])))
print(tf.concat(adversarial, axis=0).shape)
