# outcome: flows
import tensorflow as tf

clf = tf.keras.Sequential(
    [tf.keras.Input((4,)), tf.keras.layers.Dense(8, activation="tanh"), tf.keras.layers.Dense(1)]
)


def counterfactual(x, wanted, steps=5, lr=0.2, stay=0.1):
    candidate = tf.Variable(x)
    opt = tf.keras.optimizers.Adam(lr)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            p = tf.sigmoid(clf(candidate))
            flip = tf.reduce_mean((p - wanted) ** 2)
            loss = flip + stay * tf.reduce_mean(tf.abs(candidate - x))
        opt.apply_gradients([(tape.gradient(loss, candidate), candidate)])
        if float(flip) < 0.01:
            break
    return tf.identity(candidate)


def input_gradient_penalty(x, y):
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            inner.watch(x)
            ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=clf(x))
        dx = inner.gradient(ce, x)
        loss = tf.reduce_mean(ce) + 0.1 * tf.reduce_mean(tf.reduce_sum(dx**2, axis=1))
    return loss, outer.gradient(loss, clf.trainable_variables)


people = tf.random.normal((3, 4))
for i in range(3):
    print(counterfactual(people[i : i + 1], wanted=1.0).numpy().round(2))
loss, grads = input_gradient_penalty(people, tf.ones((3, 1)))
print(float(loss), [g.shape for g in grads])
