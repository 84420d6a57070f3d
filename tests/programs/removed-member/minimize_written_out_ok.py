# outcome: flows
import tensorflow as tf

x = tf.Variable(4.0)
optimizer = tf.keras.optimizers.Adam(learning_rate=0.1)

for step in range(5):
    with tf.GradientTape() as tape:
        loss = (x - 1.0) ** 2
    grads = tape.gradient(loss, [x])
    optimizer.apply_gradients(zip(grads, [x]))
print(x, optimizer.learning_rate, optimizer.iterations, len(optimizer.variables))
