"""How long sip takes, beside floors and peers in the same run. Nothing here is a test or part of the program.

Everything at once: python -m benchmarks [--write-docs]. Each part alone: python benchmarks/budgets.py, growth.py,
peers.py or documents.py. They print tables; with --write-docs these go into docs/performance.md too.
"""
