namespace Nec.Integrations.FactFiles;

/// <summary>One cell of a CSV file: where it begins, and what it holds without its quotation marks.</summary>
internal readonly record struct CsvCell(int Line, int Column, string Text);
