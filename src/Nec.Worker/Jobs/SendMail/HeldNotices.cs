using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Nec.Core.Calendar;
using Nec.Storage;

namespace Nec.Worker.Jobs;

/// <summary>What a run has claimed and not begun to send. All of it is sent, or given back.</summary>
/// <param name="claims">Where it is claimed.</param>
/// <param name="worker">The run's id.</param>
/// <param name="atOnce">How many are sent at once.</param>
/// <param name="isAhead">
/// Whether the next claim commits while the last is being sent. Where a repeat is not known for one, nothing is claimed ahead: whatever a
/// lost worker held is parked there.
/// </param>
/// <param name="isUrgent">Whether only links to sign in are claimed.</param>
/// <param name="clock">The instant of claims.</param>
internal sealed class HeldNotices(NoticeClaims claims, string worker, int atOnce, bool isAhead, bool isUrgent, LondonClock clock)
{
    /// <summary>With the timestamp of the claim.</summary>
    private readonly ConcurrentDictionary<long, (ClaimedNotice Notice, long ClaimedAt)> _held = new();

    private Task _claiming = Task.CompletedTask;

    /// <summary>What an earlier attempt of this run held when it died.</summary>
    public Task<IReadOnlyList<ClaimedNotice>> TakeOver(CancellationToken cancellationToken) =>
        Hold(claims.TakeOver(worker, clock.Now, cancellationToken));

    /// <summary>What can be claimed now.</summary>
    public Task<IReadOnlyList<ClaimedNotice>> Claim(CancellationToken cancellationToken)
    {
        var most = isAhead ? 2 * atOnce : 1;
        return Hold(isUrgent
            ? claims.ClaimSignIn(worker, most, clock.Now, cancellationToken)
            : claims.Claim(worker, most, clock.Now, cancellationToken));
    }

    /// <summary>What was claimed first, and then whatever can be claimed, until there is no more or the round must stop.</summary>
    public async IAsyncEnumerable<ClaimedNotice> From(
        Task<IReadOnlyList<ClaimedNotice>> first, Func<bool> mustStop, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = first; await next is { Count: > 0 } notices;)
        {
            next = isAhead ? Claim(cancellationToken) : null;
            foreach (var notice in notices)
            {
                yield return notice;
            }

            if (mustStop())
            {
                yield break; // what was claimed ahead is given back
            }

            next ??= Claim(cancellationToken);
        }
    }

    /// <summary>Lets a notice be begun, within the time that is left of its claim for that; false when it is not held.</summary>
    public bool TryBegin(ClaimedNotice notice, out BegunNotice begun)
    {
        var isHeld = _held.TryRemove(notice.NoticeId, out var held);
        begun = new(this, notice, held.ClaimedAt);
        return isHeld;
    }

    /// <summary>
    /// Those to be given back at the end. What was taken over stays claimed instead, until its lease ends or a further attempt takes it over:
    /// that it may have arrived is known by its claim alone.
    /// </summary>
    public async Task<IReadOnlyList<ClaimedNotice>> Unbegun()
    {
        await _claiming.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // who waits for the claim sees why it failed
        var unbegun = _held.Values.Select(held => held.Notice).Where(notice => !notice.TookOver).ToList();
        _held.Clear();
        return unbegun;
    }

    private Task<IReadOnlyList<ClaimedNotice>> Hold(Task<IReadOnlyList<ClaimedNotice>> claim)
    {
        var holding = Held();
        _claiming = holding;
        return holding;

        async Task<IReadOnlyList<ClaimedNotice>> Held()
        {
            var notices = await claim;
            foreach (var notice in notices)
            {
                _held[notice.NoticeId] = (notice, Stopwatch.GetTimestamp());
            }

            return notices;
        }
    }

    /// <summary>A notice that is about to be sent.</summary>
    internal readonly struct BegunNotice(HeldNotices held, ClaimedNotice notice, long claimedAt)
    {
        /// <summary>How long it may still wait for its turn; zero when its time is over.</summary>
        public TimeSpan Left => NoticeClaims.BeginWithin - Stopwatch.GetElapsedTime(claimedAt) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

        /// <summary>No word of it has left: it is held as before.</summary>
        public void Return() => held._held[notice.NoticeId] = (notice, claimedAt);
    }
}
