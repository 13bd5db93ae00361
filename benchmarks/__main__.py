"""Every figure of docs/performance.md: python -m benchmarks [--cases 10000] [--sizes 1000 10000] [--write-docs]"""

from benchmarks.budgets import budgets
from benchmarks.documents import documents
from benchmarks.growth import growth
from benchmarks.options import measure
from benchmarks.peers import peers

if __name__ == "__main__":
    measure((budgets, peers, growth, documents), __doc__)
