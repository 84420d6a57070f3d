# outcome: none raises ValueError
import tensorflow as tf

strategy = tf.distribute.get_strategy()
with strategy.scope():
    model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
    opt = tf.keras.optimizers.SGD(0.1)
    running = tf.Variable(0.0, trainable=False)


def replica_step(x, y):
    with tf.GradientTape() as tape:
        per_example = tf.reduce_sum((model(x) - y) ** 2, axis=1)
        running.assign(0.0)
        running.assign_add(tf.reduce_mean(per_example))  # error: [state-write]
        loss = running * 1.0
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
    return loss


print(strategy.run(replica_step, args=(tf.random.normal((4, 3)), tf.zeros((4, 1)))))
