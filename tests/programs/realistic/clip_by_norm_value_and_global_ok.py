# outcome: flows
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.SGD(0.1, clipvalue=5.0)
x, y = tf.random.normal((8, 3)), tf.random.normal((8, 1))


def clip(grads, mode):
    if mode == "global":
        grads, _ = tf.clip_by_global_norm(grads, 1.0)
    elif mode == "norm":
        grads = [tf.clip_by_norm(g, 1.0) for g in grads]
    else:
        grads = [tf.clip_by_value(g, -0.1, 0.1) for g in grads]
    return grads


for mode in ("global", "norm", "value"):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.math.squared_difference(model(x), y))
    grads = clip(tape.gradient(loss, model.trainable_variables), mode)
    opt.apply_gradients(zip(grads, model.trainable_variables))
    norms = [round(float(tf.norm(g)), 3) for g in grads]
    print(mode, norms)
