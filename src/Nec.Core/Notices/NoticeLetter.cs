namespace Nec.Core.Notices;

/// <summary>Composes a notice's message; preview and sender both call this, so they cannot differ.</summary>
public static class NoticeLetter
{
    /// <summary>The message of a notice.</summary>
    public static Message ToMessage(this Notice notice, Stationery stationery)
    {
        var blocks = Blocks(notice, stationery).ToList();
        var subject = NoticeWords.Subject(notice);
        return new(subject, TextRendering.Of(blocks), HtmlRendering.Of(subject, blocks));
    }

    private static IEnumerable<Block> Blocks(Notice notice, Stationery stationery)
    {
        if (stationery.Marking is { } marking)
        {
            yield return new Paragraph(marking);
        }

        yield return new Paragraph($"{notice.Recipient.Name},");
        foreach (var score in notice.Scores)
        {
            yield return new Paragraph(NoticeWords.Score(score));
        }

        yield return new Paragraph(NoticeWords.Opening(notice));
        foreach (var kind in notice.Lines.GroupBy(line => line.Kind))
        {
            yield return new Heading(NoticeWords.Heading(kind.Key));
            foreach (var item in Items([.. kind], stationery))
            {
                yield return item;
            }
        }

        if (notice.Done.Count > 0)
        {
            yield return new Heading(NoticeWords.DoneHeading);
            yield return new Lines(notice.Done);
        }

        if (notice.Kind != NoticeKind.Admin)
        {
            yield return new Paragraph(NoticeWords.HowToAnswer(stationery.ReplyTo));
        }

        yield return new Paragraph(NoticeWords.YouGetThis(notice.Lines.Select(line => line.Because).Distinct(StringComparer.Ordinal)), Quiet: true);
    }

    // The promise is quoted once, under the last of the places it is owed for.
    private static IEnumerable<Item> Items(IReadOnlyList<NoticeLine> lines, Stationery stationery)
    {
        for (var at = 0; at < lines.Count; at++)
        {
            var line = lines[at];
            var isLastOfPromise = at == lines.Count - 1 || (lines[at + 1].Team, lines[at + 1].Commitment) != (line.Team, line.Commitment);
            var link = stationery.PublicAddress is { } address && line.Kind < LineKind.Trouble ? $"{address}/promises/{line.Team}/{line.Obligation}" : null;
            yield return new(NoticeWords.Action(line), [.. Said(line, isLastOfPromise)], link is null ? null : $"See: {line.Title}", link);
        }
    }

    private static IEnumerable<string> Said(NoticeLine line, bool quotesPromise)
    {
        if (line.Kind < LineKind.Trouble)
        {
            yield return NoticeWords.Standing(line);
        }

        if (quotesPromise && line.Promise.Length > 0)
        {
            yield return NoticeWords.Promise(line);
            if (line.Counts is { } counts && line.Kind != LineKind.Missed)
            {
                yield return NoticeWords.Counts(counts);
            }
        }

        if (line.NextOn is { } next)
        {
            yield return NoticeWords.Next(next);
        }
    }
}
