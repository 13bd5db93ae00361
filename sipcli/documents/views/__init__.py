"""View models: what a document says, independent of how it is set. A template sees nothing else of the case."""
