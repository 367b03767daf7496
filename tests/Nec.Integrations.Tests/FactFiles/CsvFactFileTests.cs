using Nec.Core.Facts;
using Nec.Integrations.ContractFiles;
using Nec.Integrations.FactFiles;

namespace Nec.Integrations.Tests.FactFiles;

public sealed class CsvFactFileTests
{
    private const string Header = "fact,commitment,place,occurredOn,outcome,period,means,feedback,note,by";
    private const string Readings = "fact,account,metric,at,count";

    [Fact]
    public void Occurrences_and_readings_stand_in_one_file_with_columns_in_any_order()
    {
        var facts = Good(
            """
            count,at,metric,account,by,note,feedback,means,period,outcome,occurredOn,place,commitment,fact
            ,,,,Alex,Sheds,Fine,by video,,held,31/08/2019,lyme-regis,clerk-meeting,occurrence
            ,,,,,,,,2020-Q1,report-sent,2020-01-03,,second,occurrence
            2600,2019-12-31T06:15:00Z,page-likes,likes,,,,,,,,,,reading

            """);

        Assert.Equal(
            [
                new Occurrence("clerk-meeting", "Lyme Regis", new(2019, 8, 31), Outcome.Held) { Means = "by video", Feedback = "Fine", Note = "Sheds", By = "Alex" },
                new Occurrence("second", null, new(2020, 1, 3), Outcome.ReportSent) { Period = "2020-Q1" },
                new Reading("likes", "page-likes", new(2019, 12, 31, 6, 15, 0, TimeSpan.Zero), 2600),
            ],
            facts);
    }

    [Theory]
    [InlineData(",", "\n")]
    [InlineData(",", "\r\n")]
    [InlineData(";", "\r\n")]
    [InlineData(";", "\r")] // as old spreadsheets end lines
    public void Commas_and_semicolons_and_every_line_end_read_alike(string delimiter, string lineEnd)
    {
        var text = string.Join(lineEnd, "fact,commitment,occurredOn,outcome,note", "occurrence,second,2020-01-03,held,plain", "occurrence,second,2020-01-04,held,last").Replace(",", delimiter, StringComparison.Ordinal);

        Assert.Equal(["plain", "last"], Good("\uFEFF" + text).Cast<Occurrence>().Select(fact => fact.Note));
        Assert.Equal(["plain", "last"], Good(text + lineEnd + lineEnd).Cast<Occurrence>().Select(fact => fact.Note));
    }

    [Theory]
    [InlineData("\"a, b\"", "a, b")]
    [InlineData("\"a; b\"", "a; b")]
    [InlineData("\"first\r\nsecond\"", "first\nsecond")]
    [InlineData("\"say \"\"yes\"\"\"", "say \"yes\"")]
    [InlineData("\"\"\"\"", "\"")]
    [InlineData("\"a\" ", "a")]
    [InlineData(" a ", "a")]
    [InlineData("a; b", "a; b")] // the header has commas
    [InlineData("Ysgol Dŵr 🐑", "Ysgol Dŵr 🐑")]
    [InlineData("\"\"", null)]
    [InlineData("", null)]
    public void A_cell_is_read_as_spreadsheets_write_it(string cell, string? expected) =>
        Assert.Equal([expected, "next"], Good($"note,fact,commitment,occurredOn,outcome\n{cell},occurrence,second,2020-01-03,held\nnext,occurrence,second,2020-01-04,held").Cast<Occurrence>().Select(fact => fact.Note));

    [Theory]
    [InlineData("2019-12-31T06:15:00Z", "2019-12-31T06:15:00Z")]
    [InlineData("31/12/2019 06:15", "2019-12-31T06:15:00Z")]
    [InlineData("2019-07-01 06:15", "2019-07-01T05:15:00Z")] // London's summer time
    [InlineData("2019-07-01", "2019-07-01T11:00:00Z")] // a day alone: noon
    [InlineData("01/07/2019", "2019-07-01T11:00:00Z")]
    public void A_reading_may_be_timed_as_people_do(string at, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Assert.IsType<Reading>(Assert.Single(Good($"{Readings}\nreading,likes,page-likes,{at},2600"))).At);

    [Fact]
    public void A_period_that_a_spreadsheet_took_for_a_date_is_read_as_one() =>
        Assert.Equal("2020-02-28", Assert.IsType<Occurrence>(Assert.Single(Good($"{Header}\noccurrence,clerk-meeting,Sherborne,2020-02-01,held,28/02/2020,,,,"))).Period);

    [Fact]
    public void Blank_rows_and_empty_columns_without_a_name_are_passed_over() =>
        Assert.Single(Good("fact,commitment,occurredOn,outcome,,\n,,,,,\noccurrence,second,2020-01-03,held,,\n\n"));

    [Theory]
    [InlineData("occurrence,secnod,,2020-01-03,held,,,,,", "2:12: “commitment” names no known commitment: “secnod”; did you mean “second”?")]
    [InlineData("occurrence,second,,2020-02-30,held,,,,,", "2:20: “occurredOn” must be a real date such as 2019-08-02, not “2020-02-30”")]
    [InlineData("occurrence,second,,12/31/2019,held,,,,,", "2:20: “occurredOn” must be a real date")] // no month is the 31st
    [InlineData("occurrence,second,,31/12/19,held,,,,,", "2:20: “occurredOn” must be a real date")]
    [InlineData("occurrence,second,,2020-01-03,done,,,,,", "2:31: “outcome” must be one of held, attended")]
    [InlineData("occurrence,second,,2020-01-03,,,,,,", "2:1: “outcome” is missing from this occurrence; add it")]
    [InlineData("occurrence,second,,,held,,,,,", "2:1: this occurrence does not say when")]
    [InlineData("occurrence,clerk-meeting,Sherbourne,2020-01-03,held,,,,,", "2:26: “clerk-meeting” has no place “Sherbourne”; did you mean “Sherborne”?")]
    [InlineData(",second,,2020-01-03,held,,,,,", "2:1: “fact” must say what the row is: one of occurrence, reading")]
    [InlineData("section,second,,2020-01-03,held,,,,,", "2:1: “fact” must be one of occurrence, reading, not “section”")]
    [InlineData("occurrence,second,,2020-01-03,held,,,,,,extra", "2:41: the row has more cells than there are columns")]
    [InlineData("occurrence,second,,2020-01-03,held,,,,a \"b\" c,", "2:41: a quotation mark stands inside a cell")]
    [InlineData("occurrence,second,,2020-01-03,held,,,,\"a\"b,", "2:42: a quotation mark stands inside a cell")]
    [InlineData("occurrence,second,,2020-01-03,held,,,,\"a,", "2:39: the quotation mark that opens this cell is never closed")]
    [InlineData("occurrence,second,,2020-01-03,held,,,,a\uFFFDb,", "2:39: the file is not UTF-8 here; save it as UTF-8")]
    [InlineData("occurrence,second,,2020-01-03,held,,,,a\0b,", "2:39: the cell holds a control character")]
    [InlineData("occurrence,\"sec\nond\",,2020-02-30,held,,,,,", "3:7: “occurredOn” must be a real date")] // on the line where the cell begins
    public void A_bad_cell_is_named_where_it_stands(string row, string expected)
    {
        var (facts, errors) = Parse($"{Header}\n{row}");

        Assert.Empty(facts);
        Assert.Contains(errors, error => error.ToString().StartsWith("f.csv:" + expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("reading,likes,page-likes,2019-12-31T06:15:00Z,\"2,600\"", "2:47: “count” must be a whole number")]
    [InlineData("reading,likes,page-likes,2019-12-31T06:15:00Z,2600.5", "2:47: “count” must be a whole number")]
    [InlineData("reading,likes,page-likes,2019-12-31T06:15:00Z,-1", "2:47: “count” must be a whole number")]
    [InlineData("reading,likes,page-likes,31/02/2019,2600", "2:26: “at” must be an instant")]
    [InlineData("reading,nobody,page-likes,2019-12-31,2600", "2:9: “account” names no known account")]
    [InlineData("occurrence,likes,page-likes,2019-12-31,2600", "2:12: “account” is not a key of an occurrence")]
    public void A_bad_reading_is_named_where_it_stands(string row, string expected) =>
        Assert.Contains(Parse($"{Readings}\n{row}").Errors, error => error.ToString().StartsWith("f.csv:" + expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("", "1:1: the file is empty; its first row names the columns")]
    [InlineData("fact,comitment\nx,y", "1:6: “comitment” is no column; did you mean “commitment”?")]
    [InlineData("fact,fact\nx,y", "1:6: the column “fact” stands here twice")]
    [InlineData("commitment,occurredOn\nx,y", "1:1: the column “fact” is missing")]
    public void A_bad_header_is_all_that_is_told(string text, string expected) =>
        Assert.StartsWith("f.csv:" + expected, Assert.Single(Parse(text).Errors).ToString(), StringComparison.Ordinal);

    [Fact]
    public void All_bad_rows_come_at_once_and_good_ones_between_them_are_not_taken()
    {
        var (facts, errors) = Parse($"{Header}\noccurrence,second,,x,held,,,,,\noccurrence,second,,2020-01-03,held,,,,,\noccurrence,second,,2020-01-03,x,y,,,,\n");

        Assert.Empty(facts);
        Assert.Equal([2, 4, 4], errors.Select(error => error.Line));
    }

    [Fact]
    public void A_quotation_mark_that_is_never_closed_does_not_gather_the_file()
    {
        var (_, errors) = Parse($"{Header}\noccurrence,second,,2020-01-03,held,,,,\"{new string('x', 3_000_000)}");

        Assert.Contains(errors, error => error.ToString().StartsWith("f.csv:2:39: the cell is longer than 100,000 characters", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_not_there_or_not_in_UTF8_is_refused()
    {
        Assert.Equal("no/such.csv:1:1: there is no such file; check the path", Assert.Single(CsvFactFile.Read("no/such.csv", FactFileTests.North).Errors).ToString());
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, $"{Header}\noccurrence,second,,2020-01-03,held,,,,,", System.Text.Encoding.Unicode);
            Assert.NotEmpty(CsvFactFile.Read(path, FactFileTests.North).Errors);

            File.WriteAllText(path, $"{Header}\noccurrence,second,,2020-01-03,held,,,,Caffè,", System.Text.Encoding.Latin1);
            Assert.Contains("the file is not UTF-8 here", Assert.Single(CsvFactFile.Read(path, FactFileTests.North).Errors).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IReadOnlyList<Fact> Good(string text)
    {
        var (facts, errors) = Parse(text);
        Assert.Empty(errors);
        return facts;
    }

    private static (IReadOnlyList<Fact> Facts, IReadOnlyList<FileError> Errors) Parse(string text) =>
        CsvFactFile.Parse("f.csv", new StringReader(text), FactFileTests.North);
}
