# outcome: flows
import numpy as np
import tensorflow as tf

grid = np.empty((2, 2), dtype=object)
for i in range(2):
    for j in range(2):
        grid[i, j] = tf.Variable(float(i + j))
field = np.array([[v for v in row] for row in grid], dtype=object)
with tf.GradientTape() as tape:
    cells = np.empty((2, 2), dtype=object)
    for (i, j), v in np.ndenumerate(field):
        cells[i, j] = tf.sin(v) * (i + 1.0)
    energy = tf.add_n(list(cells.ravel())) + sum(a * b for a, b in zip(cells[0], cells[1]))
print([g.numpy() for g in tape.gradient(energy, list(field.ravel()))])
