# outcome: flows
import keras
import tensorflow as tf

inputs = keras.Input((5,))
code = keras.layers.Dense(3, activation="relu", activity_regularizer=keras.regularizers.L1(1e-2))(inputs)
encoder = keras.Model(inputs, code)


class Endpoint(keras.layers.Layer):
    def call(self, pair):
        target, pred = pair
        self.add_loss(tf.reduce_mean(tf.abs(target - pred)))
        return pred


x = keras.Input((5,))
t = keras.Input((2,))
train_model = keras.Model([x, t], Endpoint()([t, keras.layers.Dense(2)(encoder(x))]))
train_model.compile(optimizer="adam")
a, b = tf.random.normal([8, 5]), tf.random.normal([8, 2])
print(sorted(train_model.fit([a, b], epochs=1, verbose=0).history))
encoder.compile(optimizer="sgd")
encoder.fit(a, epochs=1, verbose=0)
