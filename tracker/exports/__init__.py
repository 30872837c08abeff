"""The appendices out: their options, the service's own template, the forms that they come in, the report itself."""
