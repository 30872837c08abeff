"""Workbooks and CSV files that anybody may have made, as plain rows of cells."""
