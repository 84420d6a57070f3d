# outcome: flows
import contextvars
import functools
import operator
import queue
import threading
import types

import tensorflow as tf
W = tf.Variable(2.0)
cv = contextvars.ContextVar("w", default=None)
cv.set(W)
q = queue.Queue(); q.put(W)
loc = threading.local(); loc.w = W
class A:
    def f(self, k): return W * k
    g = functools.partialmethod(f, 3.0)
    @functools.singledispatchmethod
    def h(self, x): return x * 0.0
    @h.register
    def _(self, x: float): return W * x
get = operator.attrgetter("w")
with tf.GradientTape(persistent=True) as tape:
    a = cv.get() * 2.0
    b = q.get() * 3.0
    c = loc.w * 2.0
    d = A().g()
    e = A().h(2.0)
    f = get(loc) * 2.0
    g = operator.methodcaller("f", 2.0)(A())
    h = types.MethodType(lambda self, k: W * k, A())(2.0)
for name, value in dict(a=a, b=b, c=c, d=d, e=e, f=f, g=g, h=h).items():
    print(name, tape.gradient(value, W))
