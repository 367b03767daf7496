using Nec.Core.Compliance;
using Nec.Core.Compliance.Rules;
using Nec.Core.Notices;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

/// <summary>Only what asks something of its reader can be answered from the letter.</summary>
public sealed class LinksTests
{
    private static readonly MessageSettings MessageSettings = new() { PublicAddress = "https://nec.example.org", RecordLink = (line, _) => $"https://nec.example.org/r/{line.Kind}-{line.Obligation}" };
    private static readonly NoticeLine Council = LineOf("council", LineKind.Due);

    public static TheoryData<NoticeLine> AsksNothing { get; } =
    [
        LineOf("missed", LineKind.Missed),
        LineOf("put-right", LineKind.Cleared),
        LineOf("later", LineKind.Later),
        LineOf("stale", LineKind.Stale) with { StaleFrom = A.Day("2025-02-20") },
        .. from kind in new[] { LineKind.Overdue, LineKind.Due, LineKind.AtRisk, LineKind.Unclear, LineKind.Missed, LineKind.Cleared, LineKind.Later }
           from days in new[] { 0, 7, 14 }
           select LineOf("above", kind) with { Because = new(BecauseKind.Above, "Chief Inspector", "North", "Neighbourhood Inspector", days) },
    ];

    [Theory]
    [MemberData(nameof(AsksNothing))]
    public void What_asks_nothing_of_its_reader_cannot_be_answered_in_text_or_HTML(NoticeLine line)
    {
        var message = Of(line);

        Assert.DoesNotContain("/r/", message.Text + message.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Booked for later?", message.Text + message.Html, StringComparison.Ordinal);
        Assert.Contains($"See it: https://nec.example.org/promises/north/{line.Obligation}", message.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AsksNothing))]
    public void Nor_can_it_beside_a_line_that_can(NoticeLine line)
    {
        var message = Of(Council, line);

        Assert.DoesNotContain($"/r/{line.Kind}-{line.Obligation}", message.Text + message.Html, StringComparison.Ordinal);
        Assert.Contains("Record it: https://nec.example.org/r/Due-council", message.Text, StringComparison.Ordinal);
        Assert.Contains("Booked for later? https://nec.example.org/r/Due-council#snooze", message.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LineKind.Overdue)]
    [InlineData(LineKind.Due)]
    [InlineData(LineKind.AtRisk)]
    [InlineData(LineKind.Unclear)]
    public void What_asks_something_can_be_answered(LineKind kind)
    {
        var message = Of(LineOf("council", kind));

        Assert.Contains($"Record it: https://nec.example.org/r/{kind}-council", message.Text, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"https://nec.example.org/r/{kind}-council\">Record it: ", message.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BecauseKind.Holds)] // nobody stands above the post
    [InlineData(BecauseKind.Covers)] // the deputy is told before the next post up
    public void Whoever_answers_for_it_can_answer_the_note_after_seven_days_too(BecauseKind kind)
    {
        var message = Of(LineOf("council", LineKind.Overdue) with { Because = new(kind, "Neighbourhood Inspector", "North", OverdueDays: 7) });

        Assert.DoesNotContain("nothing is asked of you", message.Text, StringComparison.Ordinal);
        Assert.Contains("Record it: https://nec.example.org/r/Overdue-council", message.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(5, false)]
    public void Plain_text_writes_the_small_links_out_for_one_line_only_and_HTML_for_each(int lines, bool writesOut)
    {
        var message = Of([.. Enumerable.Range(0, lines).Select(at => LineOf(FormattableString.Invariant($"council-{at}"), LineKind.Due))]);

        foreach (var part in new[] { "#snooze", "#hand-over", "#not-applicable", "/due.ics" })
        {
            Assert.Equal(writesOut ? 1 : 0, message.Text.Split(part).Length - 1);
            Assert.Equal(lines, message.Html.Split(part).Length - 1);
        }
    }

    [Fact]
    public void What_has_no_due_date_cannot_be_put_in_a_calendar()
    {
        var message = Of(LineOf("ahead", LineKind.AtRisk) with { DueOn = null });

        Assert.Contains("#snooze", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("due.ics", message.Text + message.Html, StringComparison.Ordinal);
    }

    private static Message Of(params IReadOnlyList<NoticeLine> lines) =>
        new Notice { Kind = NoticeKind.Urgent, Recipient = new("Alex North", "inspector@example.org"), Day = A.Day("2025-02-13"), Lines = lines }.ToMessage(MessageSettings);

    private static NoticeLine LineOf(string id, LineKind kind) => new()
    {
        Team = "north",
        Obligation = id,
        Commitment = id,
        Kind = kind,
        Title = "Meet the council",
        Rule = new OnDates([A.Day("2025-02-13")]),
        Status = Status.DueSoon,
        Period = "2025-02-13",
        Post = "inspector",
        DueOn = A.Day("2025-02-13"),
        WaitingPage = "town",
        Because = new(BecauseKind.Holds, "Neighbourhood Inspector", "North"),
    };
}
