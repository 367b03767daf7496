using System.Globalization;
using Hangfire.Common;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Http;
using Nec.Storage;

namespace Nec.Dashboard.Jobs.Engine;

/// <summary>What a Hangfire page shows from Nec. It is read before the page is drawn, because Hangfire draws without waiting.</summary>
internal sealed class EnginePage
{
    private static readonly object Key = new();

    /// <summary>The language tag of its pages, and their format of dates; the process runs without country cultures.</summary>
    public static CultureInfo Culture { get; } = new British();

    /// <summary>The path in front of all of Nec's addresses: empty, or a proxy's prefix.</summary>
    public required string Root { get; init; }

    /// <summary>The registered jobs by id.</summary>
    public required IReadOnlyDictionary<string, RegisteredJob> Jobs { get; init; }

    /// <summary>HTML: what the run of the page achieved; empty on a page that is not about a run.</summary>
    public string Achieved { get; init; } = "";

    /// <summary>The page of a request; the gate has stored it there.</summary>
    public static EnginePage Of(DashboardContext page) =>
        (EnginePage?)page.GetHttpContext().Items[Key]
        ?? throw new InvalidOperationException("A Hangfire page was drawn without passing the gate.");

    /// <summary>Stores it with a request.</summary>
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
