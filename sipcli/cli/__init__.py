"""The commands, one module a noun: parse, call, print."""
