using Nec.Core.Facts;
using Nec.Integrations.ContractFiles;
using Nec.Integrations.FactFiles;

namespace Nec.Integrations.Tests.FactFiles;

public sealed class CsvFactFileTests
{
    private const string Header = "fact,commitment,place,occurredOn,outcome,period,means,feedback,note,by";
    private const string Readings = "fact,account,metric,at,count";
    private const string SaveAs = "save it as UTF-8 (in Excel: “CSV UTF-8”)";

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
    [InlineData("\t", "\r\n")]
    public void Commas_semicolons_tabs_and_every_line_end_read_alike(string delimiter, string lineEnd)
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
    [InlineData("1/7/2019", "2019-07-01T11:00:00Z")]
    [InlineData("1/7/2019 9:30", "2019-07-01T08:30:00Z")]
    [InlineData("1 July 2019 9.30am", "2019-07-01T08:30:00Z")]
    [InlineData("“01/07/2019”", "2019-07-01T11:00:00Z")]
    public void A_reading_may_be_timed_as_people_do(string at, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Assert.IsType<Reading>(Assert.Single(Good($"{Readings}\nreading,likes,page-likes,{at},2600"))).At);

    [Fact]
    public void A_period_that_a_spreadsheet_took_for_a_date_is_read_as_one() =>
        Assert.Equal("2020-02-28", Assert.IsType<Occurrence>(Assert.Single(Good($"{Header}\noccurrence,clerk-meeting,Sherborne,2020-02-01,held,28/02/2020,,,,"))).Period);

    [Theory]
    [InlineData("sep=,", ",")]
    [InlineData("SEP=;", ";")]
    [InlineData("sep=\t", "\t")]
    [InlineData("sep=|", "|")]
    [InlineData("\"sep=,\"", ",")]
    [InlineData("sep=,,,,,", ",")] // as a spreadsheet fills up a row
    public void A_first_line_for_Excel_says_what_parts_the_cells(string first, string delimiter)
    {
        var text = $"\uFEFF{first}\r\n{"fact,commitment,occurredOn,outcome\r\noccurrence,second,2020-01-03,held".Replace(",", delimiter, StringComparison.Ordinal)}";

        Assert.Equal(new(2020, 1, 3), Assert.IsType<Occurrence>(Assert.Single(Good(text))).OccurredOn);
        Assert.Equal(3, Assert.Single(Parse(text.Replace("held", "x", StringComparison.Ordinal)).Errors).Line); // lines count as the editor counts them
    }

    [Theory]
    [InlineData("sep=")]
    [InlineData("sep=x")]
    [InlineData("sep=.")]
    public void A_first_line_for_Excel_that_names_no_delimiter_is_refused(string first) => Assert.Equal(
        "f.csv:1:1: the line “sep=” must name a comma, a semicolon, a tab or a vertical bar; correct it or remove it",
        Assert.Single(Parse($"{first}\n{Readings}\nreading,likes,page-likes,2019-12-31,1").Errors).ToString());

    [Fact]
    public void Curly_quotation_marks_round_a_name_mean_nothing_and_stay_in_a_persons_words()
    {
        var fact = Assert.IsType<Occurrence>(Assert.Single(Good(
            "“fact”,commitment,place,occurredOn,outcome,note\n“occurrence”,“clerk-meeting”,“Lyme Regis”,“31/08/2019”,‘held’,“Fine”")));

        Assert.Equal(("clerk-meeting", "Lyme Regis", new DateOnly(2019, 8, 31), "“Fine”"), (fact.Commitment, fact.Place, fact.OccurredOn, fact.Note));
    }

    [Fact]
    public void Curly_quotation_marks_hold_no_cell_together_and_that_is_said() => Assert.EndsWith(
        "put a cell that holds the delimiter in quotation marks, straight ones (\"): curly ones (“ ”) do not hold a cell together",
        Assert.Single(Parse("fact,commitment,occurredOn,outcome,note\noccurrence,second,2020-01-03,held,“Sheds, and more”").Errors).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("1,204", "comma", "1204")]
    [InlineData("1 204", "mark", "1204")]
    [InlineData("1,204,000", "comma", "1204000")]
    public void A_mark_between_thousands_is_named(string count, string mark, string written) => Assert.Equal(
        $"“count” must be a whole number, zero or more, not “{count}”: write it without the {mark} between the thousands, as {written}",
        Assert.Single(Parse($"{Readings}\nreading,likes,page-likes,2019-12-31,\"{count}\"").Errors).Message);

    [Theory]
    [InlineData("1,20")]
    [InlineData("12.5")]
    [InlineData("-1")]
    [InlineData("1204,")]
    public void Another_wrong_number_is_only_wrong(string count) => Assert.Equal(
        $"“count” must be a whole number, zero or more, not “{count}”", Assert.Single(Parse($"{Readings}\nreading,likes,page-likes,2019-12-31,\"{count}\"").Errors).Message);

    [Theory]
    [InlineData("June", "this is a month; give its day too, such as 5 June 2026")]
    [InlineData("20", "this is only a number; give day, month and year, such as 05/10/2026 or 2026-10-05")]
    [InlineData("31/12/19", "write the year in four digits, such as 05/10/2026 or 2026-10-05")]
    [InlineData("12/31/2019", "there is no such month; the day comes before the month, such as 25/12/2026")]
    public void A_day_that_is_none_says_why(string typed, string why)
    {
        Assert.Equal($"“occurredOn” must be a real date such as 2019-08-02, not “{typed}”: {why}", Assert.Single(Parse($"{Header}\noccurrence,second,,{typed},held,,,,,").Errors).Message);
        Assert.Equal(
            $"“at” must be an instant, or a day such as 05/10/2026 or 05/10/2026 09:30, not “{typed}”: {why}",
            Assert.Single(Parse($"{Readings}\nreading,likes,page-likes,{typed},2600").Errors).Message);
    }

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
            Assert.Equal("the file is not UTF-8 here but UTF-16; " + SaveAs, Assert.Single(CsvFactFile.Read(path, FactFileTests.North).Errors).Message);
            File.WriteAllText(path, $"{Header}\n", System.Text.Encoding.BigEndianUnicode);
            Assert.StartsWith("the file is not UTF-8 here but UTF-16", Assert.Single(FactFile.Read(path, FactFileTests.North).Errors).Message, StringComparison.Ordinal);
            File.WriteAllBytes(path, System.Text.Encoding.Unicode.GetBytes(Header)); // without its mark
            Assert.Equal("the file is not UTF-8 here; " + SaveAs, Assert.Single(CsvFactFile.Read(path, FactFileTests.North).Errors).Message);
            File.WriteAllBytes(path, [(byte)'P', (byte)'K', 3, 4, 20, 0]);
            Assert.Equal("this is an Excel workbook, not text; " + SaveAs, Assert.Single(FactFile.Read(path, FactFileTests.North).Errors).Message);
            File.WriteAllText(path, "PK");
            Assert.Contains("“PK” is no column", Assert.Single(CsvFactFile.Read(path, FactFileTests.North).Errors).Message, StringComparison.Ordinal);

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
