# outcome: flows
import settings
import tensorflow as tf
from learning import slope

settings.ROUNDED = False
print(slope(tf.Variable(1.5)))
