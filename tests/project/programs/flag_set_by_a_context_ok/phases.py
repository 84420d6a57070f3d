import contextlib

_NOW = {"tunes": False}


@contextlib.contextmanager
def tuning():
    _NOW["tunes"] = True
    try:
        yield
    finally:
        _NOW["tunes"] = False


def tunes():
    return _NOW["tunes"]
