"""The service's evidence library: documents, links, figures and notes that back its ratings."""
