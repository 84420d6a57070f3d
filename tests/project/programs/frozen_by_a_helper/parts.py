import keras


def body():
    image = keras.Input((4,))
    return keras.Model(image, keras.layers.Dense(3, "tanh")(image))


def with_head(base, classes):
    image = keras.Input((4,))
    return keras.Model(image, keras.layers.Dense(classes, "softmax")(base(image)))
