"""A fictional service with two years of assessments and plans, to try the product on."""
