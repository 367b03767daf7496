using Nec.Core.Answers;
using Nec.Core.Compliance;
using Nec.Core.Contracts;
using Nec.Core.Facts;
using Nec.Core.Notices;
using Nec.Core.Reminders;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Notices;

/// <summary>Writes the notices of one day after another, and remembers what it told, as the outbox does.</summary>
internal sealed class Office(params IReadOnlyList<Contract> contracts)
{
    public static readonly Recipient Admin = new("Administrator", "admin@example.org");

    private readonly HashSet<SentReminder> _told = [];
    private readonly List<EarlierNotice> _earlier = [];

    /// <summary>What is known, of every team.</summary>
    public List<Fact> Facts { get; } = [];

    /// <summary>What people have asked for, of every team.</summary>
    public List<Answer> Answers { get; } = [];

    /// <summary>Whether a handover and that day's note are put in one letter, as the worker does before it sends.</summary>
    public bool SendsOneLetter { get; init; }

    /// <summary>Judges a team on a day; findings made by hand take its place.</summary>
    public Func<Contract, DateOnly, IReadOnlyList<Finding>>? Judge { get; init; }

    /// <summary>A contract with one post more: the inspector, the chief inspector, and the superintendent at the top.</summary>
    public static Contract Tall { get; } = A.Contract with
    {
        Posts =
        [
            A.Inspector,
            A.Contract.Posts[1] with { EscalatesTo = "superintendent" },
            new() { Id = "superintendent", Title = "Superintendent", Holders = [new("Jo Top", "top@example.org", A.Day("2019-01-01"))] },
        ],
    };

    public static Office Of(params IEnumerable<Commitment> commitments) => new(A.Contract with { Commitments = [.. commitments] });

    /// <summary>All notices of a day.</summary>
    public IReadOnlyList<Notice> On(DateOnly day)
    {
        List<TeamSnapshot> teams = [.. contracts.Select(contract => new TeamSnapshot(contract, Judge?.Invoke(contract, day) ?? Judged.All(contract, Facts, A.WorkingDays, day), A.WorkingDays, _told.ToHashSet()) { Answers = new(Answers) })];
        var scheduled = NoticeWriter.Write(teams, [.. _earlier], Admin, day);
        var handovers = HandoverWriter.Write(teams, Admin, day);
        IReadOnlyList<Notice> notices = [.. SendsOneLetter ? NoticeWriter.WithHandovers(scheduled, handovers) : [.. scheduled, .. handovers], .. AdminNoticeWriter.Write(teams, [], Admin, day) is { } admin ? [admin] : Array.Empty<Notice>()];
        foreach (var notice in notices)
        {
            _told.UnionWith(notice.Lines.SelectMany(line => line.Tells));
            if (notice.Kind is NoticeKind.Digest or NoticeKind.Urgent)
            {
                _earlier.Add(new(notice.Recipient.Address, day, notice.Fingerprint, notice.Kind == NoticeKind.Digest));
            }
        }

        return notices;
    }

    /// <summary>All notices of a span of days, both inside it.</summary>
    public IReadOnlyList<Notice> Run(string from, string to) => [.. Days(A.Day(from), A.Day(to)).SelectMany(On)];

    /// <summary>The same, one line of words each: <c>Thu 6 Feb urgent inspector: Due town-council</c>.</summary>
    public IReadOnlyList<string> Words(string from, string to) => [.. Run(from, to).Select(WordsOf)];

    public static string WordsOf(Notice notice) => FormattableString.Invariant(
        $"{notice.Day:ddd d MMM} {notice.Kind} {notice.Recipient.Address.Split('@')[0]}: {string.Join(", ", notice.Lines.Select(line => $"{line.Kind} {line.Obligation}"))}").TrimEnd(' ', ':');

    /// <summary>The words of those notices that go to one person.</summary>
    public IReadOnlyList<string> WordsTo(string person, string from, string to) =>
        [.. Run(from, to).Where(notice => notice.Recipient.Address == $"{person}@example.org").Select(WordsOf)];

    /// <summary>What a notice says, in one line.</summary>
    public static string Flat(Notice notice) => string.Join(' ', notice.ToMessage(new()).Text.Split('\n', StringSplitOptions.TrimEntries));

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to) => Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays);
}
