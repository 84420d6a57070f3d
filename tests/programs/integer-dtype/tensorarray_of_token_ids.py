# outcome: none raises ValueError
import tensorflow as tf

gru = tf.keras.layers.GRUCell(5)
emb = tf.keras.layers.Embedding(7, 5)
out = tf.keras.layers.Dense(7)
emb.build(None)
gru.build((None, 5))
out.build((None, 5))
params = emb.trainable_variables + gru.trainable_variables + out.trainable_variables
opt = tf.keras.optimizers.Adam()


@tf.function
def sample_score(start, steps=4):
    with tf.GradientTape() as tape:
        ids = tf.TensorArray(tf.int32, size=steps)
        token, h = start, tf.zeros((1, 5))
        for t in tf.range(steps):
            h = gru(emb(token), [h])[0]
            token = tf.cast(tf.argmax(out(h), axis=-1), tf.int32)  # error: [non-differentiable-op]
            ids = ids.write(t, token[0])
        loss = tf.reduce_mean(tf.cast(ids.stack(), tf.float32))
    grads = tape.gradient(loss, params)
    opt.apply_gradients(zip(grads, params))
    return loss


print(sample_score(tf.constant([1])))
