# outcome: flows
"""A model is run layer by layer, and what one of them gave is kept for the gradient."""
import tensorflow as tf

model = tf.keras.Sequential(
    [
        tf.keras.layers.Input((8, 8, 3)),
        tf.keras.layers.Conv2D(4, 3, activation="relu", name="last_conv"),
        tf.keras.layers.MaxPooling2D(),
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dropout(0.2),
        tf.keras.layers.Dense(3),
    ]
)


def attention(image, wanted):
    kept = None
    with tf.GradientTape() as tape:
        value = tf.convert_to_tensor(image)
        for layer in model.layers:
            if layer.name.startswith("dropout"):
                value = layer(value, training=False)
            else:
                value = layer(value)
            if layer.name == wanted:
                kept = value
        best = tf.reduce_max(value[0])
    gradient = tape.gradient(best, kept)
    return tf.reduce_mean(gradient, axis=(0, 1, 2))


print(attention(tf.random.uniform((1, 8, 8, 3)), "last_conv"))
