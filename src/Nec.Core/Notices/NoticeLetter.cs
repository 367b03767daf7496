using Nec.Core.Contracts;

namespace Nec.Core.Notices;

/// <summary>Composes a notice's message; preview and sender both call this, so they cannot differ.</summary>
public static class NoticeLetter
{
    /// <summary>Up to so many lines to answer, plain text writes the small links out; a longer list says in a sentence what the page offers.</summary>
    private const int FewLines = 1;

    /// <summary>The message of a notice, in its reader's language.</summary>
    public static Message ToMessage(this Notice notice, MessageSettings stationery)
    {
        var words = NoticeText.Of(notice.Recipient.Language);
        var blocks = Blocks(notice, words, stationery).ToList();
        var subject = OneLine.Of(words.Subject(notice));
        return new(subject, TextRendering.Of(blocks), HtmlRendering.Of(subject, words.Tag, blocks));
    }

    private static IEnumerable<Block> Blocks(Notice notice, NoticeText words, MessageSettings stationery)
    {
        if (!string.IsNullOrEmpty(stationery.Marking))
        {
            yield return new Paragraph(stationery.Marking);
        }

        yield return new Paragraph($"{notice.Recipient.Name},");
        foreach (var score in notice.Scores)
        {
            yield return new Paragraph(words.Score(notice.Kind, score));
        }

        yield return new Paragraph(words.Opening(notice));
        foreach (var kind in notice.Lines.GroupBy(line => line.Kind))
        {
            yield return new Heading(words.Heading(kind.Key));
            foreach (var item in Items([.. kind], notice, words, stationery))
            {
                yield return item;
            }
        }

        if (notice.Done.Count > 0)
        {
            yield return new Heading(words.DoneHeading);
            yield return new Lines([.. notice.Done.Select(words.Done)]);
        }

        if (notice.Unjudged.Count > 0)
        {
            yield return new Heading(words.UnjudgedHeading);
            yield return new Lines(notice.Unjudged);
        }

        if (notice.Kind is NoticeKind.Digest or NoticeKind.Urgent or NoticeKind.Handover && notice.Lines.Any(line => NoticeText.NeedsReader(line) && line.Target is null))
        {
            var hasLinks = notice.Lines.Any(line => RecordLink(line, notice.Recipient, stationery) is not null);
            yield return new Paragraph(words.HowToAnswer(hasLinks, !string.IsNullOrEmpty(stationery.ReplyTo)) + (hasLinks && notice.Lines.Count(line => RecordLink(line, notice.Recipient, stationery) is not null) > FewLines ? $" {words.SmallLinksSentence}" : ""));
        }

        IEnumerable<Because> reasons = notice.Lines.Count > 0 ? notice.Lines.Select(line => line.Because) : [new(BecauseKind.Administrator, "", "")];
        yield return new Paragraph(words.YouGetThis(reasons.Distinct()), Quiet: true);
    }

    // The promise is quoted once, under the first of the places it is owed for.
    private static IEnumerable<Item> Items(IReadOnlyList<NoticeLine> lines, Notice notice, NoticeText words, MessageSettings stationery)
    {
        var isShort = notice.Lines.Count(line => RecordLink(line, notice.Recipient, stationery) is not null) <= FewLines;
        for (var at = 0; at < lines.Count; at++)
        {
            var line = lines[at];
            var isFirstOfPromise = at == 0 || (lines[at - 1].Team, lines[at - 1].Commitment) != (line.Team, line.Commitment);
            var link = line.Trouble is null && line.Kind != LineKind.Recovered && !string.IsNullOrEmpty(stationery.PublicAddress) ? $"{stationery.PublicAddress}/promises/{line.Team}/{line.Obligation}" : null;
            var record = link is null ? null : RecordLink(line, notice.Recipient, stationery);
            yield return new(words.Action(line), [.. Said(line, words, isFirstOfPromise)], link is null ? null : words.LinkVerb(record is not null), record ?? link)
            {
                LinkTitle = line.Title,
                SmallInText = isShort,
                Small = record is null ? [] : [.. words.SmallLinks.Where(small => small.Part != "/due.ics" || line.DueOn is not null).Select(small => (small.Words, record + small.Part))],
            };
        }
    }

    // What is over, or another post's to do, is shown; only what asks something of its reader can be answered.
    private static string? RecordLink(NoticeLine line, Recipient recipient, MessageSettings stationery) =>
        NoticeText.NeedsReader(line) && line.Kind is not (LineKind.Later or LineKind.Stale or LineKind.Silent) ? stationery.RecordLink(line, recipient) : null;

    private static IEnumerable<string> Said(NoticeLine line, NoticeText words, bool quotesPromise)
    {
        if (line.Owner is { } owner)
        {
            yield return words.Whose(owner);
        }

        if (words.Standing(line) is { } standing)
        {
            yield return words.Late(line.DaysLate) is { } late ? $"{standing} {late}" : standing;
        }

        if (words.Pages(line) is { } pages)
        {
            yield return pages;
        }

        if (words.Still(line) is { } still)
        {
            yield return still;
        }

        if (quotesPromise && line.Promise.Length > 0 && line.Kind != LineKind.Cleared)
        {
            yield return words.Promise(line.Promise);
            if (line.Counts is { } counts && line.Kind != LineKind.Missed && line.Owner is null)
            {
                yield return words.Counts(counts);
            }
        }

        if (line.Alongside.Count > 0)
        {
            yield return words.Alongside(line.Alongside);
        }

        if (line.NextOn is { } next)
        {
            yield return words.Next(next);
        }
    }
}
