"""The delivery plan as Word for each of its readers, as a workbook, as CSV and to print."""
