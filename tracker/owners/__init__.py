"""Who does what: names as they are typed in plans, matched to people; a person's own actions."""
