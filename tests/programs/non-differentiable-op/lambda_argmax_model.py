# outcome: part
import numpy as np
import tensorflow as tf
from tensorflow.keras import Input, Model
from tensorflow.keras.layers import Dense, Embedding, Flatten, Lambda

inp = Input(shape=(10,))
scores = Dense(20, activation="softmax", name="chooser")(inp)
token = Lambda(lambda t: tf.argmax(t, axis=-1), output_shape=())(scores)  # warning: [non-differentiable-op]
vector = Embedding(20, 4)(token)
out = Dense(1)(vector)

model = Model(inp, out)
model.compile(optimizer="sgd", loss="mse")
history = model.fit(np.random.rand(8, 10), np.random.rand(8, 1), epochs=1, verbose=0)
print(history.history)
