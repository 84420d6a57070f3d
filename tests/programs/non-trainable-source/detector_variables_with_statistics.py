# outcome: part
import tensorflow as tf


def conv_bn(x, filters):
    x = tf.keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = tf.keras.layers.BatchNormalization()(x)
    return tf.keras.layers.LeakyReLU(negative_slope=0.1)(x)


inputs = tf.keras.Input((16, 16, 3))
features = conv_bn(inputs, 6)
boxes = tf.keras.layers.Conv2D(5, 1)(features)
detector = tf.keras.Model(inputs, boxes)


def box_loss(truth, guess):
    xy = tf.reduce_sum(tf.square(truth[..., :4] - guess[..., :4]), axis=-1)
    obj = tf.nn.sigmoid_cross_entropy_with_logits(labels=truth[..., 4], logits=guess[..., 4])
    return tf.reduce_mean(xy + obj)


imgs = tf.random.uniform((2, 16, 16, 3))
truth = tf.random.uniform((2, 16, 16, 5))
optim = tf.keras.optimizers.SGD(learning_rate=0.01, momentum=0.9)
for epoch in range(2):
    with tf.GradientTape() as tape:
        value = box_loss(truth, detector(imgs, training=True))
    grads = tape.gradient(value, detector.variables)  # warning: [non-trainable-source]
    optim.apply_gradients([(g, v) for g, v in zip(grads, detector.variables) if g is not None])
    print(epoch, value.numpy(), sum(g is None for g in grads))
