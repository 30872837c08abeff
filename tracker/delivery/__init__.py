"""The delivery plan as people see it: as its table, by person, standard or date, on a timeline; and one action."""
