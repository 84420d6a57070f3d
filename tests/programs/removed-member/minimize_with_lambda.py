# outcome: flows raises AttributeError
import tensorflow as tf

x = tf.Variable(4.0)
optimizer = tf.keras.optimizers.Adam(learning_rate=0.1)

for step in range(5):
    optimizer.minimize(lambda: (x - 1.0) ** 2, [x])  # error: [removed-member]
print(x)
