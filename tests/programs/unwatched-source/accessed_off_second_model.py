# outcome: part
import tensorflow as tf

content = tf.keras.layers.Dense(3)
style = tf.keras.layers.Dense(3)
for l in (content, style):
    l.build((None, 5))

x = tf.random.normal((4, 5))
with tf.GradientTape(watch_accessed_variables=False) as tape:
    for v in content.trainable_variables:
        tape.watch(v.value)
    mixed = content(x) * tf.sigmoid(style(x))
    loss = tf.reduce_mean(mixed ** 2)
g = tape.gradient(loss, content.trainable_variables + style.trainable_variables)  # warning: [unwatched-source]
print([i is None for i in g])
