# outcome: none raises ValueError
import tensorflow as tf
import tensorflow.keras as keras

gen = keras.Sequential([keras.Input((4,)), keras.layers.Dense(6)])
disc = keras.Sequential([keras.Input((6,)), keras.layers.Dense(1)])
opts = {"gen": keras.optimizers.Adam(1e-3), "disc": keras.optimizers.Adam(1e-3)}
nets = {"gen": gen, "disc": disc}


def disc_objective(real, noise):
    fake = tf.stop_gradient(gen(noise))  # or: [stop-gradient]
    return tf.reduce_mean(tf.nn.softplus(-disc(real)) + tf.nn.softplus(disc(fake)))


def gen_objective(real, noise):
    return tf.reduce_mean(tf.nn.softplus(-disc(gen(noise))))


schedule = [("disc", disc_objective), ("gen", gen_objective)]
for step in range(2):
    real, noise = tf.random.normal((8, 6)), tf.random.normal((8, 4))
    for name, objective in schedule:
        with tf.GradientTape() as tape:
            loss = objective(real, noise)
        weights = nets["gen"].trainable_weights  # or: [foreign-sources]
        grads = tape.gradient(loss, weights)  # error: [foreign-sources]
        opts[name].apply_gradients(zip(grads, weights))
