# outcome: none raises ValueError
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(2)])
opt = tf.keras.optimizers.Adam()
ce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def step(x, y, l2=1e-3):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss = ce(y, logits)
    reg = l2 * tf.add_n([tf.nn.l2_loss(v) for v in model.trainable_variables])
    loss = loss + reg  # error: [outside-tape]
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
    return loss


for _ in range(2):
    print(step(tf.random.normal((4, 3)), tf.constant([0, 1, 1, 0])).numpy())
