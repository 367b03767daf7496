using Nec.Core.Compliance;
using Nec.Core.Facts;
using Nec.Testing.Core;

namespace Nec.Core.Tests.Compliance;

public sealed class AssessmentTests
{
    [Fact]
    public void Facts_of_a_commitment_that_the_version_no_longer_has_are_ignored() =>
        Assert.Equal(Status.OnTrack, Judged.On("2025-02-01", A.Commitment, A.Held("2025-01-20") with { Commitment = "leaflet" }).Status);

    [Fact]
    public void A_fact_recorded_later_counts_for_the_day_unless_only_what_was_known_is_asked_for()
    {
        var contract = A.Contract with { Commitments = [A.Commitment] };
        Fact[] facts = [A.Held("2025-01-20") with { RecordedAt = A.Instant("2025-02-12T09:00Z") }];

        Assert.Equal(Status.Met, Assess(null));
        Assert.Equal(Status.OnTrack, Assess("2025-02-12T08:59Z"));
        Assert.Equal(Status.Met, Assess("2025-02-12T09:00Z"));

        Status Assess(string? knownAt) => Judged.All(contract, facts, A.WorkingDays, A.Day("2025-02-01"), knownAt is null ? null : A.Instant(knownAt)).Single().Status;
    }

    [Fact]
    public void A_look_that_does_not_say_when_it_was_recorded_is_known_from_its_own_instant()
    {
        var contract = A.Contract with { Commitments = [A.Section] };
        Fact[] facts = [A.Look("2025-01-01", Verdict.First), A.Look("2025-02-01T03:30Z", Verdict.Substantive)];

        Assert.Equal(Status.OnTrack, Judged.All(contract, facts, A.WorkingDays, A.Day("2025-02-01"), A.Instant("2025-02-01T03:29Z")).Single().Status);
        Assert.Equal(Status.Met, Judged.All(contract, facts, A.WorkingDays, A.Day("2025-02-01"), A.Instant("2025-02-01T03:30Z")).Single().Status);
    }

    [Fact]
    public void Every_finding_says_why() =>
        Assert.All(Judged.All(A.Contract with { Commitments = [A.Commitment, A.Rolling, A.Section, A.Likes] }, [], A.WorkingDays, A.Day("2024-12-31")), finding =>
        {
            Assert.Equal(Status.NotStarted, finding.Status);
            Assert.Contains("1 January 2025", finding.Reason, StringComparison.Ordinal);
        });
}
