# outcome: flows
"""A strategy runs the step that a traced function gives it."""
import tensorflow as tf

strategy = tf.distribute.get_strategy()
with strategy.scope():
    model = tf.keras.Sequential([tf.keras.layers.Input((2,)), tf.keras.layers.Dense(1)])
    opt = tf.keras.optimizers.SGD(0.1)


@tf.function
def train_step(inputs):
    def step(batch):
        x, y = batch
        with tf.GradientTape() as tape:
            pred = model(x, training=True)
            loss = tf.reduce_mean((pred - y) ** 2)
        grads = tape.gradient(loss, model.trainable_variables)
        opt.apply_gradients(zip(grads, model.trainable_variables))
        return loss
    return strategy.run(step, args=(inputs,))


print(train_step((tf.ones([4, 2]), tf.zeros([4, 1]))))
