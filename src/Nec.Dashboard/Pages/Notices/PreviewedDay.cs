using System.Security.Claims;
using Nec.Core.Calendar;

namespace Nec.Dashboard.Pages.Notices;

/// <summary>What a reader is shown of the notices of a day ahead.</summary>
internal sealed record PreviewedDay(DateOnly Day, IReadOnlyList<DraftedNotice> Notices)
{
    /// <summary>Why there is nothing to show; null when there is.</summary>
    public string? Fault { get; init; }
}

/// <summary>Drafts a day ahead for one reader at a time: to reach a far day of a large force is work, and nobody presses in vain.</summary>
internal sealed class PreviewedDays(NoticePreview preview, Access access, LondonClock clock) : IDisposable
{
    /// <summary>In days: a quarter, which is what most promises go by.</summary>
    private const int Reach = 92;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>The notices that speak of the reader's teams alone, as in the outbox; <paramref name="on"/> null is today.</summary>
    public async Task<PreviewedDay> Of(string? on, ClaimsPrincipal reader, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        if ((on is null ? today : Dates.Given(on)) is not { } day)
        {
            return new(today, []) { Fault = $"Give the day as {Dates.Iso(today)}" };
        }

        if (day < today || day > today.AddDays(Reach))
        {
            return new(day, [])
            {
                Fault = day < today ? $"{Dates.Long(day)} is past: what was sent then is in the outbox" : $"{Dates.Long(day)} is too far ahead: a preview reaches {Reach} days, to {Dates.Long(today.AddDays(Reach))}",
            };
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return new(day, await Drafts(day, access.TeamsOf(reader), patience.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(day, []) { Fault = $"The notices of {Dates.Long(day)} could not be worked out in {Patience.TotalSeconds} seconds. Ask for an earlier day, or run ./nec preview --on {Dates.Iso(day)} on the server" };
        }
    }

    /// <summary>One letter of a day; null when it would not be written, or is not this reader's to see.</summary>
    public async Task<DraftedNotice?> Letter(string day, string letter, ClaimsPrincipal reader, CancellationToken cancellationToken) =>
        (await Of(day, reader, cancellationToken)).Notices.FirstOrDefault(draft => IdOf(draft) == letter);

    /// <summary>How a letter is named in an address: by what stands before the <c>@</c> of its Message-ID.</summary>
    public static string IdOf(DraftedNotice draft) => draft.Notice.MessageId.TrimStart('<').Split('@')[0];

    public static string AddressOf(DraftedNotice draft) => $"/notices/preview/{Dates.Iso(draft.Notice.Day)}/{IdOf(draft)}";

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<IReadOnlyList<DraftedNotice>> Drafts(DateOnly day, string[]? teams, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var drafts = await preview.Of(day, cancellationToken);
            return teams is null ? drafts : [.. drafts.Where(draft => draft.Notice.Teams.Count > 0 && draft.Notice.Teams.All(team => teams.Contains(team, StringComparer.Ordinal)))];
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
