"""How far an action has come: steps ticked, outcomes marked, notes, and what is offered as its completion."""
