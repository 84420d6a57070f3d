# outcome: flows
import tensorflow as tf

strategy = tf.distribute.get_strategy()
GLOBAL_BATCH = 8

with strategy.scope():
    model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(2)])
    optimizer = tf.keras.optimizers.SGD(0.1)
    cross_entropy = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction=None)
    seen_loss = tf.keras.metrics.Mean()


def share_of_batch(labels, logits):
    per_example = cross_entropy(labels, logits)
    return tf.nn.compute_average_loss(per_example, global_batch_size=GLOBAL_BATCH)


def train_step(inputs):
    x, y = inputs
    with tf.GradientTape() as tape:
        loss = share_of_batch(y, model(x, training=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    seen_loss.update_state(loss)
    return loss


@tf.function
def run_everywhere(inputs):
    per_replica = strategy.run(train_step, args=(inputs,))
    return strategy.reduce(tf.distribute.ReduceOp.SUM, per_replica, axis=None)


x, y = tf.random.normal((16, 3)), tf.random.uniform((16,), maxval=2, dtype=tf.int32)
ds = tf.data.Dataset.from_tensor_slices((x, y)).batch(GLOBAL_BATCH)
for batch in strategy.experimental_distribute_dataset(ds):
    run_everywhere(batch)
print(float(seen_loss.result()))
