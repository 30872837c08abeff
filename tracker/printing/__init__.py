"""The appendices in other forms than Word: HTML, a workbook. It knows rows and cells, and no model."""
