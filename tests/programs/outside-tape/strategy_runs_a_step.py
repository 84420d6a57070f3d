# outcome: none raises ValueError
"""In the step that a strategy runs the network answers before the tape begins."""
import tensorflow as tf

strategy = tf.distribute.get_strategy()
with strategy.scope():
    model = tf.keras.Sequential([tf.keras.layers.Input((2,)), tf.keras.layers.Dense(1)])
    opt = tf.keras.optimizers.SGD(0.1)


@tf.function
def train_step(inputs):
    def step(batch):
        x, y = batch
        pred = model(x, training=True)  # error: [outside-tape]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((pred - y) ** 2)
        grads = tape.gradient(loss, model.trainable_variables)
        opt.apply_gradients(zip(grads, model.trainable_variables))
        return loss
    return strategy.run(step, args=(inputs,))


print(train_step((tf.ones([4, 2]), tf.zeros([4, 1]))))
