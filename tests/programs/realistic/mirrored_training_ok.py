# outcome: flows
"""Two epochs under a mirrored strategy, with the losses of the replicas summed up."""
import tensorflow as tf

strategy = tf.distribute.MirroredStrategy(["CPU:0"])
batches = tf.data.Dataset.from_tensor_slices((tf.ones([8, 2]), tf.zeros([8, 1]))).batch(4)
shared = strategy.experimental_distribute_dataset(batches)
with strategy.scope():
    model = tf.keras.Sequential([tf.keras.layers.Input((2,)), tf.keras.layers.Dense(1)])
    optimizer = tf.keras.optimizers.SGD(0.1)


def replica_step(x, y):
    with tf.GradientTape() as tape:
        each = tf.reduce_sum(tf.square(model(x, training=True) - y), axis=1)
        loss = tf.reduce_sum(each) / (4.0 * strategy.num_replicas_in_sync)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss


@tf.function
def train_step(batch):
    losses = strategy.run(replica_step, args=batch)
    return strategy.reduce(tf.distribute.ReduceOp.SUM, losses, axis=None)


for _ in range(2):
    total = 0.0
    for batch in shared:
        total += float(train_step(batch))
    print(total)
