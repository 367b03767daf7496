using System.Security.Claims;
using Nec.Application.Notices;
using Nec.Core.Calendar;

namespace Nec.Dashboard.Notices;

/// <summary>What a reader is shown of the notices of a day ahead.</summary>
internal sealed record PreviewedDay(DateOnly Day, IReadOnlyList<DraftedNotice> Notices)
{
    /// <summary>Why there is nothing to show; null when there is.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether the fault is that it took too long, and not that the day cannot be previewed.</summary>
    public bool IsOutOfTime { get; init; }
}

/// <summary>One letter of a day ahead: null when it would not be written, or is not the reader's to see; with a fault, when that could not be found out.</summary>
internal sealed record PreviewedLetter(DraftedNotice? Draft, string? Fault);

/// <summary>Drafts a day ahead for one reader at a time: to reach a far day of a large force is work, and nobody presses in vain.</summary>
internal sealed class PreviewedDays(NoticePreview preview, Access access, LondonClock clock, PreviewPatience patience) : IDisposable
{
    /// <summary>In days: a quarter, which is what most promises go by.</summary>
    private const int Reach = 92;

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly DraftCache _kept = new(patience);

    /// <summary>The notices that speak of the reader's teams alone, as in the outbox; <paramref name="on"/> null is today.</summary>
    public async Task<PreviewedDay> Of(string? on, ClaimsPrincipal reader, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        if ((on is null ? today : TypedDay.Read(on)) is not { } day)
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

        try
        {
            return await Drafts(day, cancellationToken) is { } drafts
                ? new(day, Shown(drafts, access.TeamsOf(reader)))
                : new(day, []) { Fault = "Another preview is being worked out; try again in a moment", IsOutOfTime = true };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(day, []) { Fault = $"The notices of {Dates.Long(day)} could not be worked out in {patience.Work.TotalSeconds} seconds. Ask for an earlier day, or run ./nec preview --on {Dates.Iso(day)} on the server", IsOutOfTime = true };
        }
    }

    /// <summary>One letter of a day.</summary>
    public async Task<PreviewedLetter> Letter(string day, string letter, ClaimsPrincipal reader, CancellationToken cancellationToken)
    {
        var previewed = await Of(day, reader, cancellationToken);
        return new(previewed.Notices.FirstOrDefault(draft => IdOf(draft) == letter), previewed.IsOutOfTime ? previewed.Fault : null);
    }

    /// <summary>How a letter is named in an address: by what stands before the <c>@</c> of its Message-ID.</summary>
    public static string IdOf(DraftedNotice draft) => draft.Notice.MessageId.TrimStart('<').Split('@')[0];

    public static string AddressOf(DraftedNotice draft) => $"/notices/preview/{Dates.Iso(draft.Notice.Day)}/{IdOf(draft)}";

    public void Dispose()
    {
        _kept.Dispose();
        _oneAtATime.Dispose();
    }

    private static IReadOnlyList<DraftedNotice> Shown(IReadOnlyList<DraftedNotice> drafts, string[]? teams) =>
        teams is null ? drafts : [.. drafts.Where(draft => draft.Notice.Teams.Count > 0 && draft.Notice.Teams.All(team => teams.Contains(team, StringComparer.Ordinal)))];

    // Null when its turn did not come. Who waited for the same day finds it kept.
    private async Task<IReadOnlyList<DraftedNotice>?> Drafts(DateOnly day, CancellationToken cancellationToken)
    {
        if (_kept.Of(day) is { } before)
        {
            return before;
        }

        if (!await _oneAtATime.WaitAsync(patience.Wait, cancellationToken))
        {
            return null;
        }

        try
        {
            return _kept.Of(day) ?? await WorkOut(day, cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<IReadOnlyList<DraftedNotice>> WorkOut(DateOnly day, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience.Work);
        var drafts = await preview(day, limit.Token);
        _kept.Keep(day, drafts);
        return drafts;
    }
}
