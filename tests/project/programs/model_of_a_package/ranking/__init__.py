from .building import build
from .fitting import fit
