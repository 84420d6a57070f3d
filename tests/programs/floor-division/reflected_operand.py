# outcome: none
import tensorflow as tf

budget = 100.0
cost = tf.Variable(7.0)

with tf.GradientTape() as tape:
    items = budget // cost  # error: [floor-division]
    profit = items * 3.0

d_cost = tape.gradient(profit, cost)
print("dprofit/dcost", d_cost)
