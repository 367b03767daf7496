using Nec.Application.Notices;

namespace Nec.Dashboard.Notices;

/// <summary>How long a preview is waited for, worked at and kept, by real time: the clock of the pages may be simulated.</summary>
/// <param name="Wait">Until the preview before it is done.</param>
/// <param name="Work">From its own beginning on.</param>
/// <param name="Keep">After it is done.</param>
internal sealed record PreviewPatience(TimeSpan Wait, TimeSpan Work, TimeSpan Keep)
{
    public static PreviewPatience Usual { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1));

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>
/// The drafts of the last few days that were previewed, before they are cut down to what a reader may see: a day's list, a letter and its frame are worked out
/// once. What is recorded in that minute is not in them yet; what is sent is always drafted afresh.
/// </summary>
internal sealed class DraftCache : IDisposable
{
    /// <summary>In days: the letters of a large force's Monday are not small.</summary>
    private const int Most = 3;

    private readonly Lock _gate = new();
    private readonly Dictionary<DateOnly, (DateTimeOffset At, IReadOnlyList<DraftedNotice> Drafts)> _kept = [];
    private readonly PreviewPatience _patience;
    private readonly ITimer _forgetting;

    public DraftCache(PreviewPatience patience)
    {
        _patience = patience;
        _forgetting = patience.Clock.CreateTimer(_ => Forget(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Null when they have to be worked out.</summary>
    public IReadOnlyList<DraftedNotice>? Of(DateOnly day)
    {
        lock (_gate)
        {
            return _kept.TryGetValue(day, out var kept) && !IsOld(kept.At) ? kept.Drafts : null;
        }
    }

    public void Keep(DateOnly day, IReadOnlyList<DraftedNotice> drafts)
    {
        Forget();
        lock (_gate)
        {
            _kept.Remove(day);
            if (_kept.Count >= Most)
            {
                _kept.Remove(_kept.MinBy(kept => kept.Value.At).Key);
            }

            _kept.Add(day, (_patience.Clock.GetUtcNow(), drafts));
            _forgetting.Change(_patience.Keep, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _forgetting.Dispose();

    private bool IsOld(DateTimeOffset at) => _patience.Clock.GetUtcNow() - at >= _patience.Keep;

    private void Forget()
    {
        lock (_gate)
        {
            foreach (var day in _kept.Where(kept => IsOld(kept.Value.At)).Select(kept => kept.Key).ToList())
            {
                _kept.Remove(day);
            }
        }
    }
}
