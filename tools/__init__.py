"""What a developer runs by hand: catalogues and generated pages."""
