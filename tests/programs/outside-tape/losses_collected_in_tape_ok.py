# outcome: flows
import tensorflow as tf

regressor = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
optimizer = tf.keras.optimizers.SGD(0.05)
folds = [(tf.random.normal((4, 2)), tf.random.normal((4, 1))) for _ in range(3)]


def fold_loss(fold):
    x, y = fold
    return tf.reduce_mean((regressor(x) - y) ** 2)


fold_losses = [fold_loss(fold) for fold in folds]
print("before:", [loss.numpy() for loss in fold_losses])
with tf.GradientTape() as tape:
    fold_losses = [fold_loss(fold) for fold in folds]
    worst = tf.reduce_max(tf.stack(fold_losses))
grads = tape.gradient(worst, regressor.trainable_variables)
optimizer.apply_gradients(zip(grads, regressor.trainable_variables))
