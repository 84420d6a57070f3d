# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras import Input, Model
from tensorflow.keras.layers import Dense

def discriminator_model():
    a = Input((4,))
    h = Dense(3, activation="relu")(a)
    return Model(a, Dense(1, activation="sigmoid")(h))

def feature_extractor(d=None):
    if d is None:
        d = discriminator_model()
    middle = Model(d.input, d.layers[-2].output)
    middle.compile(loss="binary_crossentropy", optimizer="rmsprop")
    return middle

def anomaly_detector():
    middle = feature_extractor()
    middle.trainable = False
    a = Input((10,))
    g = Dense(4)(a)
    model = Model(a, [g, middle(g)])
    model.compile(loss=["mse", "mse"], optimizer="rmsprop")
    return model

def score(model, x):
    middle = feature_extractor()
    d_x = middle.predict(x, verbose=0)
    return model.fit(np.ones((1, 10)), [np.ones((1, 4)), d_x], verbose=0).history["loss"][-1]

model = anomaly_detector()
before = [w.numpy().copy() for w in model.trainable_weights]
score(model, np.ones((1, 4)))

assert any(np.any(a != b.numpy()) for a, b in zip(before, model.trainable_weights))
