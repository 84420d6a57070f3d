# outcome: part
import tensorflow as tf
from tensorflow.keras import Model, layers


class FineTune(Model):
    def __init__(self, freeze=True):
        super().__init__()
        self.backbone = tf.keras.Sequential([layers.Dense(16, "relu"), layers.Dense(8, "relu")])
        self.freeze = freeze
        self.head = layers.Dense(2)

    def call(self, x):
        feats = self.backbone(x)
        if self.freeze:
            feats = tf.stop_gradient(feats)  # warning: [stop-gradient]
        return self.head(feats)


model = FineTune()
opt = tf.keras.optimizers.Adam(1e-4)
xb, yb = tf.random.normal((6, 5)), tf.constant([0, 1, 1, 0, 0, 1])
with tf.GradientTape() as tape:
    logits = model(xb)
    loss = tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=yb, logits=logits)
    )
grads = tape.gradient(loss, model.trainable_variables)
opt.apply_gradients(zip(grads, model.trainable_variables))
print([g is not None for g in grads])
