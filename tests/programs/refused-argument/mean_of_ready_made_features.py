# outcome: raises ValueError
import tensorflow as tf

base = tf.keras.applications.MobileNetV2(input_shape=(32, 32, 3), include_top=False, weights=None)
pooled = tf.reduce_mean(base.output, axis=[1, 2])  # error: [refused-argument]
model = tf.keras.Model(base.input, tf.keras.layers.Dense(2)(pooled))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(tf.ones([1, 32, 32, 3])))
grads = tape.gradient(loss, model.trainable_variables)
