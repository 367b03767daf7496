using System.Globalization;
using Hangfire.Common;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Http;
using Nec.Storage;

namespace Nec.Dashboard.Jobs;

/// <summary>What a page of Hangfire's shows of Nec, read before the page is drawn: Hangfire draws without waiting.</summary>
internal sealed class EnginePage
{
    private static readonly object Key = new();

    /// <summary>What the language of its pages is called, and how they write dates; the process knows the culture of no country.</summary>
    public static CultureInfo Culture { get; } = new British();

    /// <summary>The path in front of all of Nec's addresses: empty, or a proxy's prefix.</summary>
    public required string Root { get; init; }

    /// <summary>The registered jobs by id.</summary>
    public required IReadOnlyDictionary<string, RegisteredJob> Jobs { get; init; }

    /// <summary>HTML: what the run that the page is about achieved; empty when it is about none.</summary>
    public string Achieved { get; init; } = "";

    /// <summary>Of a request; the gate has put it there.</summary>
    public static EnginePage Of(DashboardContext page) =>
        (EnginePage?)page.GetHttpContext().Items[Key]
        ?? throw new InvalidOperationException("A page of Hangfire's was drawn that did not pass the gate.");

    /// <summary>Leaves it with a request.</summary>
    public void LeaveWith(HttpContext context) => context.Items[Key] = this;

    /// <summary>The id of the job of a stored call; null for a call that is not ours.</summary>
    public static string? IdOf(Job? call) => call?.Args is [string id, ..] ? id : null;

    /// <summary>A stored call in words.</summary>
    public string NameOf(Job call) =>
        IdOf(call) is not { } id ? call.ToString()
        : Jobs.GetValueOrDefault(id) is { } job ? $"{id}: {job.Description}" : id;

    private sealed class British : CultureInfo
    {
        public British()
            : base("") => DateTimeFormat.ShortDatePattern = "d MMMM yyyy";

        public override string TwoLetterISOLanguageName => "en-GB"; // Hangfire writes it into the page's lang
    }
}
