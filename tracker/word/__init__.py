"""The only room that speaks .docx: plain rows out, plain rows in. It knows no model."""
