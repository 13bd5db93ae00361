"""Engines: one module a format; each turns a document's page, or its own kind of template, into bytes."""
