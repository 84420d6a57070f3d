# outcome: flows
import tensorflow as tf

extractor = tf.keras.layers.Conv2D(4, 3)
content = tf.random.uniform((1, 8, 8, 3))
goal = extractor(content)
image = tf.Variable(tf.random.uniform((1, 8, 8, 3)))
opt = tf.keras.optimizers.Adam(0.05)

for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((extractor(image) - goal) ** 2)
    grad = tape.gradient(loss, image)
    opt.apply_gradients([(grad, image)])
    image.assign(tf.clip_by_value(image, 0.0, 1.0))
print(loss.numpy())
