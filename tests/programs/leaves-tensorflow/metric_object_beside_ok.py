# outcome: flows
import tensorflow as tf

mean_loss = tf.keras.metrics.Mean()
accuracy = tf.keras.metrics.MeanAbsoluteError()
model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.Adam()
batches = tf.data.Dataset.from_tensor_slices((tf.random.normal((8, 2)), tf.ones((8, 1)))).batch(4)

for epoch in range(2):
    mean_loss.reset_state()
    for xb, yb in batches:
        with tf.GradientTape() as tape:
            prediction = model(xb)
            per_example = tf.square(prediction - yb)
            loss = tf.reduce_mean(per_example)
            mean_loss.update_state(per_example)
            accuracy(yb, prediction)
        opt.apply_gradients(
            zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
        )
    print(epoch, mean_loss.result().numpy(), float(accuracy.result()))
