# outcome: none
import tensorflow as tf

coordinates = tf.Variable([[0.0, 0.0], [1.0, 2.0], [3.0, 1.0]])


def tour_length(points):
    points = points.numpy().tolist()  # error: [leaves-tensorflow]
    total = 0.0
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        total += ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    return tf.constant(total)


with tf.GradientTape() as tape:
    length = tour_length(coordinates)
print(length.numpy(), tape.gradient(length, coordinates))
