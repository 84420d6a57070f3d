# outcome: none
import tensorflow as tf

generator = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(3)])
judge = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
smooth = tf.Variable(0.1)
noise = tf.random.normal((4, 2))

with tf.GradientTape(persistent=True) as tape:
    fake = generator(noise)
    style_loss = tf.reduce_mean(fake**2) + smooth**2  # error: [unrelated-target]
    judge_loss = tf.reduce_mean(tf.nn.softplus(judge(tf.stop_gradient(fake))))
judge_gradients = tape.gradient(style_loss, judge.trainable_variables)  # or: [foreign-sources]
probe = tape.gradient(judge_loss, judge.trainable_variables)
print(judge_gradients, probe)
