# outcome: flows
import tensorflow as tf

w = tf.Variable(tf.random.normal((3, 1)))
optimizer = tf.keras.optimizers.Adam(0.05)
history = []


@tf.function
def forward(x):
    return tf.nn.softplus(x @ w)


def noted(gradients):
    sizes = [tf.norm(g) for g in gradients]
    history.append(sizes)
    return sizes


def shaped(values):
    return tf.ensure_shape(values, (8, 1))


def step(values, gradients, rate):
    return [v - rate * g for v, g in zip(values, gradients)]


x = tf.random.normal((8, 3))
forward(x)  # its graph is built
other = [tf.Variable(1.0)]
for round_ in range(2):
    with tf.GradientTape() as tape:
        outputs = forward(x)
        shaped(outputs)
        loss = tf.reduce_mean(outputs**2)
    gradients = tape.gradient(loss, [w])
    noted(gradients)
    optimizer.apply_gradients(zip(gradients, [w]))
    with tf.GradientTape() as tape:
        loss = (other[0] - 3.0) ** 2
    slopes = tape.gradient(loss, other)
    if round_ == 0:
        step(other, slopes, 0.0)  # what it costs the first time
    for variable, value in zip(other, step(other, slopes, 0.1)):
        variable.assign(value)
print(len(history))
