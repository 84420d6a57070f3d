# outcome: flows
import tensorflow as tf
from tensorflow import keras


def get_model():
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="softmax")])


def train(dataset, epochs=2):
    losses = []
    model = get_model()
    optimizer = keras.optimizers.Adam(0.1)
    for epoch in range(epochs):
        for x, y in dataset:
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(x)))
            grads = tape.gradient(loss, model.trainable_variables)
            optimizer.apply_gradients(zip(grads, model.trainable_variables))
            losses.append(float(loss))
    return losses


for fold in range(2):
    ds = tf.data.Dataset.from_tensor_slices((tf.random.normal((6, 3)), tf.constant([0, 1, 0] * 2))).batch(3)
    print(fold, train(ds))
