using System.Text;
using FsCheck.Fluent;
using Nec.Core.Calendars;
using Nec.Core.Tests.Properties;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Calendars;

public sealed class IcsWriterTests
{
    private static readonly CalendarEntry Entry = new(
        "clerk-meeting/lyme-regis-2026-02-28@north.invented.nec", A.Day("2026-02-28"), "Due: Meet the Lyme Regis clerk", "By 28 February; in person, if they like.\nIt's \\ theirs.",
        "https://nec.example.org/promises/north/clerk-meeting/lyme-regis", 9497, A.Instant("2026-02-10T09:00:30Z"));

    [Fact]
    public void A_calendar_is_written_line_for_line()
    {
        var text = IcsWriter.Write("Nec: due dates", [Entry]);

        Assert.Equal(
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Nec//Neighbourhood Engagement Contracts//EN
            CALSCALE:GREGORIAN
            METHOD:PUBLISH
            X-WR-CALNAME:Nec: due dates
            BEGIN:VEVENT
            UID:clerk-meeting/lyme-regis-2026-02-28@north.invented.nec
            DTSTAMP:20260210T090030Z
            DTSTART;VALUE=DATE:20260228
            DTEND;VALUE=DATE:20260301
            SEQUENCE:9497
            SUMMARY:Due: Meet the Lyme Regis clerk
            DESCRIPTION:By 28 February\; in person\, if they like.\nIt's \\ theirs.
            URL:https://nec.example.org/promises/north/clerk-meeting/lyme-regis
            TRANSP:TRANSPARENT
            END:VEVENT
            END:VCALENDAR

            """.ReplaceLineEndings("\r\n"),
            text);
    }

    [Fact]
    public void A_single_entry_has_no_calendar_name_and_no_empty_properties()
    {
        var text = IcsWriter.Write(null, [Entry with { Description = null, Url = null }]);

        Assert.DoesNotContain("X-WR-CALNAME", text, StringComparison.Ordinal);
        Assert.DoesNotContain("DESCRIPTION", text, StringComparison.Ordinal);
        Assert.DoesNotContain("URL", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2028-02-28", "20280228", "20280229")] // a leap year
    [InlineData("2028-02-29", "20280229", "20280301")]
    [InlineData("2027-02-28", "20270228", "20270301")]
    [InlineData("2026-12-31", "20261231", "20270101")]
    [InlineData("2026-03-29", "20260329", "20260330")] // the clocks change
    public void The_end_is_the_day_after(string day, string start, string end)
    {
        var text = IcsWriter.Write(null, [Entry with { Day = A.Day(day) }]);

        Assert.Contains($"\r\nDTSTART;VALUE=DATE:{start}\r\nDTEND;VALUE=DATE:{end}\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\r\nb", "a\\nb")]
    [InlineData("a\rb", "a\\nb")]
    [InlineData("a\u2028b", "a\\nb")]
    [InlineData("a\u0007b\0c", "abc")] // control characters are left out
    [InlineData("a\tb", "a\tb")]
    [InlineData("x\r\nEND:VEVENT", "x\\nEND:VEVENT")] // nothing that is written can end the entry
    public void A_text_is_escaped(string title, string written) =>
        Assert.Contains($"\r\nSUMMARY:{written}\r\n", IcsWriter.Write(null, [Entry with { Title = title }]), StringComparison.Ordinal);

    [Fact]
    public void Half_of_a_pair_is_written_as_a_whole_character() =>
        Assert.Contains("\r\nSUMMARY:half \uFFFD of a pair\r\n", IcsWriter.Write(null, [Entry with { Title = "half \uD83D of a pair" }]), StringComparison.Ordinal);

    [Fact]
    public void An_address_cannot_end_its_line() =>
        Assert.Contains("\r\nURL:https://x.example.org/X-EVIL:1\r\n", IcsWriter.Write(null, [Entry with { Url = "https://x.example.org/\r\nX-EVIL:1" }]), StringComparison.Ordinal);

    [Fact]
    public void Every_line_of_any_text_has_at_most_75_bytes_and_parts_no_character() => Always.Holds(
        Runes().ArrayOf(400).Select(runes => string.Concat(runes.Select(rune => rune.ToString()))),
        title =>
        {
            var text = IcsWriter.Write(title, [Entry with { Title = title }]);
            var bytes = Encoding.UTF8.GetBytes(text);
            Assert.Equal(text, new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
            Assert.EndsWith("END:VCALENDAR\r\n", text, StringComparison.Ordinal);
            var lines = text[..^2].Split("\r\n");
            Assert.All(lines, line =>
            {
                Assert.InRange(Encoding.UTF8.GetByteCount(line), 1, 75);
                Assert.DoesNotContain('\n', line);
                Assert.DoesNotContain('\r', line);
                Assert.False(char.IsLowSurrogate(line[0]) || char.IsHighSurrogate(line[^1]));
            });
            Assert.Contains("\r\nSUMMARY:" + Escaped(title) + "\r\n", text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        });

    // Letters of one to four bytes, with those that the format gives a meaning.
    private static FsCheck.Gen<Rune> Runes() => Gen.OneOf(
        Gen.Choose(0x20, 0x7E), Gen.Choose(0xA1, 0x7FF), Gen.Choose(0x800, 0xD7FF), Gen.Choose(0xE000, 0xFFFD), Gen.Choose(0x10000, 0x10FFFF), Gen.Elements<int>(';', ',', '\\', ' ', '\t', ':'))
        .Select(value => new Rune(value is 0x2028 or 0x2029 ? 'x' : value)); // line ends are tested apart

    private static string Escaped(string text) => string.Concat(text.Select(letter => letter is ';' or ',' or '\\' ? $"\\{letter}" : letter.ToString()));
}
