# outcome: raises NotImplementedError
import keras

seen = keras.Input((5,))
code = keras.layers.Dense(2)(seen)
back = keras.layers.Dense(5)(code)
coder = keras.Model(seen, back)
coder.add_loss(keras.ops.mean(keras.ops.square(back - seen)))  # error: [removed-member]
coder.compile(optimizer="adam")
