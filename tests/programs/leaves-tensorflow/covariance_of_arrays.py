# outcome: none
import tensorflow as tf

encoder = tf.keras.Sequential([tf.keras.layers.Input((6,)), tf.keras.layers.Dense(4)])
batch = tf.random.normal((10, 6))


def decorrelation(codes):
    centred = (codes - tf.reduce_mean(codes, axis=0)).numpy()  # error: [leaves-tensorflow]
    covariance = centred.T @ centred / float(centred.shape[0])
    return tf.reduce_sum(tf.square(tf.constant(covariance) - tf.eye(4)))


with tf.GradientTape() as tape:
    loss = decorrelation(encoder(batch))
print(tape.gradient(loss, encoder.trainable_variables))
