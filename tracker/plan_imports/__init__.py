"""The delivery plan out of a workbook or CSV: a look at the fate of each row, then all or nothing."""
