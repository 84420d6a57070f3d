# outcome: none
from keras.layers import *
from keras.models import *
from tensorflow import GradientTape, Variable, reduce_sum
from tensorflow.math import *

scores = Variable([0.2, 1.7, 0.4])
with GradientTape() as tape:
    best = ceil(multiply(scores, 2.0))  # error: [non-differentiable-op]
    loss = reduce_sum(best)
grad = tape.gradient(loss, scores)
