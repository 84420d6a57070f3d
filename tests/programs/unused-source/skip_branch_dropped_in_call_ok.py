# outcome: flows
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class ResidualBlock(layers.Layer):
    def __init__(self, filters, project=False):
        super().__init__()
        self.conv1 = layers.Conv2D(filters, 3, padding="same", activation="relu")
        self.conv2 = layers.Conv2D(filters, 3, padding="same")
        self.project = layers.Conv2D(filters, 1) if project else None

    def call(self, x):
        shortcut = x
        if self.project is not None:
            shortcut = self.project(x)
        y = self.conv1(x)
        y = self.conv2(y)
        return tf.nn.relu(y + shortcut)


class SmallResNet(keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.blocks = [ResidualBlock(4, project=i == 0) for i in range(2)]
        self.pool = layers.GlobalAveragePooling2D()
        self.head = layers.Dense(classes)

    def call(self, x):
        for block in self.blocks:
            x = block(x)
        return self.head(self.pool(x))


model = SmallResNet(3)
images = tf.random.normal((4, 8, 8, 2))
labels = tf.constant([0, 2, 1, 1])
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
with tf.GradientTape() as tape:
    loss = loss_fn(labels, model(images))
for var, grad in zip(model.trainable_variables, tape.gradient(loss, model.trainable_variables)):
    print(var.path, None if grad is None else grad.shape)
