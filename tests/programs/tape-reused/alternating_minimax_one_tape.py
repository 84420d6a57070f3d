# outcome: raises RuntimeError
import tensorflow as tf
from tensorflow import Variable, GradientTape


def saddle(x, y):
    return x * x - y * y + x * y


x, y = Variable(1.0), Variable(-0.5)
trace = []
for k in range(4):
    with GradientTape() as g:
        v = saddle(x, y)
    if k % 2 == 0:
        dx = g.gradient(v, x)
        x.assign_sub(0.1 * dx)
        if abs(float(dx)) > 1e-3:
            y.assign_add(0.1 * g.gradient(v, y))  # error: [tape-reused]
    else:
        y.assign_add(0.1 * g.gradient(v, y))
    trace.append((float(x), float(y)))
print(trace)
