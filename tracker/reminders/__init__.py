"""A weekly letter to each person of what is due, overdue or assigned to them."""
