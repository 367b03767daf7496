namespace Nec.Core.Notices;

/// <summary>The messages that stand outside the one notice a day; in English, as their readers are administrators or ask for them on an English page.</summary>
public static class ServiceMessage
{
    private const string English = "en-GB";

    /// <summary>A link to sign in by.</summary>
    /// <param name="link">The whole address.</param>
    /// <param name="minutes">How long it works.</param>
    public static Message SignIn(string? marking, string link, int minutes) => Of(
        "Your link to sign in to Nec",
        marking,
        new Paragraph("Somebody asked to sign in to Nec with this address."),
        new Item("Open this link and press its button", [$"It works once, for {minutes} minutes."], "Sign in", link) { LinkTitle = "Nec's pages" },
        new Paragraph("If that was not you, do nothing: without this link nobody gets in."));

    /// <summary>Tells the administrator that a notice could not be sent.</summary>
    public static Message CouldNotBeSent(string? marking, long noticeId, DateOnly day, string reason) => Of(
        "Nec: a notice could not be sent",
        marking,
        new Paragraph($"Notice {noticeId} of {Calendar.Dates.Long(day)} could not be sent and is parked:"),
        new Paragraph(reason),
        new Paragraph("Its reader has not been told. When the fault was on the way, put it right and send it again from the notice's page. "
            + "When the address was wrong, put it right in the contract file: the next notice goes to the new one."));

    /// <summary>Tells the administrator that Nec put a job's schedule right.</summary>
    /// <param name="what">The end of a sentence about it: <c>was not scheduled any more</c>.</param>
    public static Message ScheduleRepaired(string? marking, string job, string what) => Of(
        $"Nec: the schedule of {job} was repaired",
        marking,
        new Paragraph($"The job {job} {what}. Nec has scheduled it again, and runs what it missed."),
        new Paragraph("This happens when the database could not be reached for several minutes. If it happens again, look at the health of the database server."));

    /// <summary>Tells the administrator that mail to an address comes back.</summary>
    /// <param name="reason">Why, in the end of a sentence: <c>there is no such mailbox (5.1.1)</c>.</param>
    /// <param name="people">The address of the page that names it; null when pages have no public address.</param>
    public static Message AddressFails(string? marking, string reason, string? people) => Of(
        "Nec: mail to an address comes back",
        marking,
        new Paragraph($"Mail to one of the addresses that Nec writes to comes back: {reason}."),
        new Item("See which address it is", ["The page People and posts names it, and says since when."], "People and posts", people)
        {
            LinkTitle = "Nec's pages",
        },
        new Paragraph("Ask the person for the right address and put it into the contract file. If the address is right and works again, "
            + "say so on that page. Until then Nec goes on writing to it: nothing is held back."));

    /// <summary>Tells who answers for a newsletter that its copy was taken as evidence, and how to put that right.</summary>
    /// <param name="promise">The promise's title.</param>
    /// <param name="on">The London day on which the copy arrived.</param>
    /// <param name="note">What the record says of its recipients, as a sentence.</param>
    /// <param name="page">The promise's page; null when pages have no public address.</param>
    public static Message NewsletterRecorded(string? marking, string promise, DateOnly on, string note, string? page) => Of(
        "Nec: your newsletter is on record",
        marking,
        new Paragraph($"A copy of your newsletter came to Nec on {Calendar.Dates.Long(on)}. It is on record for this promise:"),
        new Item(promise, [note], "Look at the record", page) { LinkTitle = promise },
        new Paragraph("If that is wrong, correct the record on the page of the promise: it then no longer counts."));

    /// <summary>Asks who answers for a newsletter whether a mail that Nec cannot believe was one.</summary>
    /// <param name="promise">The promise's title.</param>
    /// <param name="on">The London day on which the mail arrived.</param>
    /// <param name="page">The promise's page; null when pages have no public address.</param>
    public static Message NewsletterAsked(string? marking, string promise, DateOnly on, string? page) => Of(
        "Nec: was this your newsletter?",
        marking,
        new Paragraph($"A mail came to the address for copies of your newsletter on {Calendar.Dates.Long(on)}. Nec could not confirm who sent it "
            + "or that it was new, so nothing is on record."),
        new Item(promise, ["If your newsletter went out, record it on the page of the promise."], "Record it", page) { LinkTitle = promise },
        new Paragraph("If you sent none, do nothing. If this happens again, ask your administrator for another address for copies."));

    /// <summary>Shows that mail arrives.</summary>
    public static Message Test(string? marking) => Of("Nec: a test", marking, new Paragraph("Mail from Nec arrives."));

    private static Message Of(string subject, string? marking, params IEnumerable<Block> blocks)
    {
        List<Block> all = [.. string.IsNullOrEmpty(marking) ? Array.Empty<Block>() : [new Paragraph(marking)], .. blocks];
        return new(subject, TextRendering.Of(all), HtmlRendering.Of(subject, English, all));
    }
}
