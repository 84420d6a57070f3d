# outcome: flows
import tensorflow as tf

base = tf.keras.Sequential([tf.keras.Input((None, None, 3)), tf.keras.layers.Conv2D(4, 3, activation="relu"), tf.keras.layers.Conv2D(4, 3)])
dream = tf.keras.Model(base.inputs, [l.output for l in base.layers])


class DeepDream(tf.Module):
    def __init__(self, model):
        self.model = model

    @tf.function(input_signature=(tf.TensorSpec([None, None, 3], tf.float32), tf.TensorSpec([], tf.int32), tf.TensorSpec([], tf.float32)))
    def __call__(self, img, steps, step_size):
        loss = tf.constant(0.0)
        for n in tf.range(steps):
            with tf.GradientTape() as tape:
                tape.watch(img)
                loss = tf.add_n([tf.math.reduce_mean(a) for a in self.model(img[None])])
            gradients = tape.gradient(loss, img)
            gradients /= tf.math.reduce_std(gradients) + 1e-8
            img = img + gradients * step_size
            img = tf.clip_by_value(img, -1, 1)
        return loss, img


runner = DeepDream(dream)
img = tf.random.uniform([20, 20, 3])
for octave in range(-1, 1):
    size = tf.cast(tf.cast(tf.shape(img)[:-1], tf.float32) * 1.3**octave, tf.int32)
    scaled = tf.image.resize(img, size)
    loss, scaled = runner(scaled, tf.constant(2), tf.constant(0.01))
    img = tf.image.resize(scaled, [20, 20])
print(loss.numpy(), img.shape)
