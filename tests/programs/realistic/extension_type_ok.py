# outcome: flows
"""A graph as an extension type: its constructor takes the fields, and `with_` replaces some."""
import tensorflow as tf


class Graph(tf.experimental.ExtensionType):
    nodes: tf.Tensor
    adjacency: tf.Tensor

    def with_(self, **changes):
        fields = dict(nodes=self.nodes, adjacency=self.adjacency)
        fields.update(changes)
        return Graph(**fields)


dense = tf.keras.layers.Dense(4)
dense.build((None, 4))
graph = Graph(nodes=tf.ones((3, 4)), adjacency=tf.eye(3))
with tf.GradientTape() as tape:
    hidden = graph.with_(nodes=dense(graph.nodes))
    loss = tf.reduce_sum(tf.matmul(hidden.adjacency, hidden.nodes))
print(tape.gradient(loss, dense.trainable_variables))
