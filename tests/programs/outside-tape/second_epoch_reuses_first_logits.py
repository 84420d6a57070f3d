# outcome: none raises ValueError
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(2)])
opt = tf.keras.optimizers.SGD(0.1)
x = tf.random.normal((5, 2))
y = tf.constant([0, 1, 0, 1, 1])
logits = None
for epoch in range(3):
    with tf.GradientTape() as tape:
        if logits is None:
            logits = model(x)  # error: [outside-tape]
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, logits))
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
