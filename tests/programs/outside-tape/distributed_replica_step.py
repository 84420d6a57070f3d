# outcome: none raises ValueError
import tensorflow as tf

strategy = tf.distribute.get_strategy()
GLOBAL_BATCH = 8

with strategy.scope():
    net = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(1)])
    optimizer = tf.keras.optimizers.SGD(0.1)


def compute_loss(labels, predictions):
    per_example = tf.reduce_mean((labels - predictions) ** 2, axis=1)
    return tf.nn.compute_average_loss(per_example, global_batch_size=GLOBAL_BATCH)


def replica_step(inputs):
    features, labels = inputs
    with tf.GradientTape() as tape:
        predictions = net(features, training=True)
    loss = compute_loss(labels, predictions)  # error: [outside-tape]
    gradients = tape.gradient(loss, net.trainable_variables)
    optimizer.apply_gradients(zip(gradients, net.trainable_variables))
    return loss


@tf.function
def train_step(inputs):
    losses = strategy.run(replica_step, args=(inputs,))
    return strategy.reduce(tf.distribute.ReduceOp.SUM, losses, axis=None)


print(train_step((tf.ones((8, 4)), tf.zeros((8, 1)))))
