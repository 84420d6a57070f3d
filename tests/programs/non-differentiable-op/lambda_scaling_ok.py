# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras import Input, Model
from tensorflow.keras.layers import Dense, Lambda

inp = Input(shape=(10,))
scores = Dense(20, activation="softmax", name="chooser")(inp)
scaled = Lambda(lambda t: t * 10.0)(scores)
out = Dense(1)(scaled)
model = Model(inp, out)
# A second head that only reports the winner and is never trained on.
winner = Model(inp, Lambda(lambda t: tf.argmax(t, axis=-1), output_shape=())(scores))

model.compile(optimizer="sgd", loss="mse")
history = model.fit(np.random.rand(8, 10), np.random.rand(8, 1), epochs=1, verbose=0)
print(history.history, winner(np.random.rand(2, 10)))
