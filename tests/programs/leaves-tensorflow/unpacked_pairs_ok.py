# outcome: flows
import tensorflow as tf

coordinates = tf.Variable([[0.0, 0.0], [1.0, 2.0], [3.0, 1.0]])


def tour_length(points):
    total = 0.0
    corners = tf.unstack(points)
    for here, there in zip(corners, corners[1:]):
        (x0, y0), (x1, y1) = here, there
        total += ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    return total


with tf.GradientTape() as tape:
    length = tour_length(coordinates)
print(coordinates.numpy().tolist(), length.numpy(), tape.gradient(length, coordinates).numpy())
