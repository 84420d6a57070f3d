# outcome: none raises ValueError
try:
    import wandb_missing_module as wandb
except ImportError:
    wandb = None

import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.SGD(0.1)
x, y = tf.random.normal((4, 2)), tf.ones((4, 1))
for epoch in range(2):
    pred = model(x)  # error: [outside-tape]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((pred - y) ** 2)
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
    if wandb is not None:
        wandb.log({"loss": float(loss)})
