"""Every eager operation as it runs: what went in, what came out, on which line of the user's."""

import threading
from collections import namedtuple

from . import frames

Op = namedtuple("Op", "name ins outs chain tapes dtypes shapes body")
"""An operation that ran: ids of tensors and variables, the user's lines, the tapes that were on.

``body`` is the function or control flow that it runs, where it is one. A write to a variable is an
operation whose result is the variable, named ``assign:…``.
"""

FLOAT = 1  # the number of float32 in TensorFlow's list of types
MOST_OUTSIDE = 20000
MOST_INSIDE = 200000


class Thread(threading.local):
    """What is going on in one thread."""

    active = ()  # the tapes that record, outermost first
    asked = None  # the request under way
    quiet = 0  # how deep we are in work that isn't the user's to see


class Recording:
    """The operations so far; the oldest are forgotten while no tape records."""

    def __init__(self):
        self.ops = []
        self.first = 0  # how many were forgotten
        self.on = False
        self.thread = Thread()
        self.made = {}  # where variables were made, by the id of their handle
        self._originals = None

    @property
    def moment(self):
        """The number of operations so far."""
        return self.first + len(self.ops)

    def since(self, moment):
        """The operations from a moment on."""
        return self.ops[max(0, moment - self.first) :]

    # ------------------------------------------------------------------ switching on and off

    def install(self):
        """Put our functions in the place of those that run every operation."""
        from tensorflow.python import pywrap_tfe
        from tensorflow.python.framework import ops
        from tensorflow.python.ops import resource_variable_ops

        self._module = pywrap_tfe
        self._tensor = ops.EagerTensor
        self._variable = resource_variable_ops.BaseResourceVariable
        self._originals = (pywrap_tfe.TFE_Py_FastPathExecute, pywrap_tfe.TFE_Py_Execute)
        self.switch(True)

    def switch(self, on):
        """Record from now on, or let operations pass at their own speed."""
        if self._originals is None or on == self.on:
            return
        self.on = on
        fast, slow = (self._fast(), self._slow()) if on else self._originals
        self._module.TFE_Py_FastPathExecute = fast
        self._module.TFE_Py_Execute = slow

    def uninstall(self):
        """Leave TensorFlow as it was."""
        self.switch(False)
        self._originals = None

    def _fast(self):
        original, thread, record = self._originals[0], self.thread, self.record

        def fast_path_execute(context, op, name, *args):
            result = original(context, op, name, *args)
            if not thread.quiet:
                record(op, args, result, 3)
            return result

        return fast_path_execute

    def _slow(self):
        original, thread, record = self._originals[1], self.thread, self.record

        def execute(handle, device, op, inputs, attrs, outputs):
            result = original(handle, device, op, inputs, attrs, outputs)
            if not thread.quiet:
                record(op if isinstance(op, str) else op.decode(), inputs, result, 3)
            return result

        return execute

    # ------------------------------------------------------------------ one operation

    def record(self, name, args, result, depth, body=None):
        """Remember an operation; ``depth`` frames up is the code that asked for it."""
        ins = self.ids(args)
        found = self._tensors(result)
        outs = [tensor._id for tensor in found]
        dtypes = [tensor._datatype_enum() for tensor in found]
        shapes = [tensor._shape_tuple() for tensor in found]
        chain = frames.chain(depth)
        if name == "VarHandleOp" and outs:
            self.made[outs[0]] = chain
        elif _writes(name) and ins:
            outs, ins = ins[:1], ins[1:]
            dtypes, shapes, name = [FLOAT], [None], "assign:" + name
        self.append(Op(name, ins, outs, chain, self.thread.active, dtypes, shapes, body))

    def append(self, op):
        """Remember an operation that was put together elsewhere."""
        self.ops.append(op)
        most = MOST_INSIDE if self.thread.active else MOST_OUTSIDE
        if len(self.ops) > most:
            forget = len(self.ops) // 2
            del self.ops[:forget]
            self.first += forget

    def ids(self, args):
        """The ids of all tensors and variables in arguments."""
        tensor, variable = self._tensor, self._variable
        found = []
        for arg in args:
            kind = type(arg)
            if kind is tensor:
                found.append(arg._id)
            elif kind is list or kind is tuple:
                found += self.ids(arg)
            elif isinstance(arg, variable):
                found.append(arg.handle._id)
        return found

    def _tensors(self, result):
        tensor = self._tensor
        if type(result) is tensor:
            return [result]
        if isinstance(result, (list, tuple)):
            return [item for item in result if type(item) is tensor]
        return []


def _writes(name):
    return name.startswith(("AssignVariable", "AssignAdd", "AssignSub", "ResourceScatter"))
