# outcome: flows
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers


def backbone():
    inp = keras.Input((12, 12, 3))
    x = layers.Rescaling(1.0 / 127.5, offset=-1)(inp)
    for filters in (4, 8):
        x = layers.Conv2D(filters, 3, padding="same")(x)
        x = layers.BatchNormalization()(x)
        x = layers.ReLU()(x)
    return keras.Model(inp, x, name="backbone")


base = backbone()
base.trainable = False
inputs = keras.Input((12, 12, 3))
x = base(inputs, training=False)
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(2)(layers.Dropout(0.2)(x))
model = keras.Model(inputs, outputs)

images = np.random.randint(0, 255, (16, 12, 12, 3)).astype("float32")
labels = np.random.randint(0, 2, 16)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(keras.optimizers.Adam(1e-3), loss=loss, metrics=["accuracy"])
model.fit(images, labels, batch_size=8, epochs=1, verbose=0)

base.trainable = True
for layer in base.layers[: len(base.layers) // 2]:
    layer.trainable = False
model.compile(keras.optimizers.Adam(1e-5), loss=loss, metrics=["accuracy"])
model.fit(images, labels, batch_size=8, epochs=1, verbose=0)
print(np.argmax(model.predict(images[:3], verbose=0), axis=1))
