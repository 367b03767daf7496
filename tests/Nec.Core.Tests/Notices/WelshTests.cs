using Nec.Core.Calendar;
using Nec.Core.Compliance.Rules;
using Nec.Core.Contracts;
using Nec.Core.Notices;

namespace Nec.Core.Tests.Notices;

public sealed class WelshTests
{
    private static readonly Notice Urgent = new Letters(Language.Welsh).Of(NoticeKind.Urgent);

    [Theory]
    [InlineData(1, "1 diwrnod yn hwyr")]
    [InlineData(2, "2 ddiwrnod yn hwyr")] // dau softens
    [InlineData(3, "3 diwrnod yn hwyr")]
    [InlineData(7, "7 niwrnod yn hwyr")] // saith, wyth, naw and deng take the nasal
    [InlineData(10, "10 niwrnod yn hwyr")]
    [InlineData(11, "11 diwrnod yn hwyr")]
    public void A_number_is_followed_by_the_singular_with_its_mutation(int days, string words) =>
        Assert.Contains(words, Office.Flat(Urgent with { Lines = [Urgent.Lines[0] with { DaysLate = days }] }), StringComparison.Ordinal);

    [Theory]
    [InlineData(2, ", ac 1 arall")] // un
    [InlineData(3, ", a 2 arall")]
    [InlineData(9, ", ac 8 arall")] // wyth
    [InlineData(12, ", ac 11 arall")] // un deg un
    public void And_agrees_with_the_number_as_it_is_said(int lines, string ending) =>
        Assert.EndsWith(ending, (Urgent with { Lines = [.. Enumerable.Repeat(Urgent.Lines[0] with { Because = new(BecauseKind.Holds, "Arolygydd", "Y Gogledd") }, lines)] }).ToMessage(new()).Subject, StringComparison.Ordinal);

    [Theory]
    [InlineData(PeriodKind.Week, 2, "ers 2 wythnos.")]
    [InlineData(PeriodKind.Month, 2, "ers 2 fis.")]
    [InlineData(PeriodKind.Month, 3, "ers 3 mis.")]
    [InlineData(PeriodKind.Quarter, 3, "ers 3 chwarter.")]
    [InlineData(PeriodKind.Year, 2, "ers 2 flynedd.")]
    public void Silence_is_counted_in_its_own_periods(PeriodKind kind, int periods, string words) =>
        Assert.Contains(words, Office.Flat(Urgent with { Lines = [Urgent.Lines[0] with { Kind = LineKind.Silent, Rule = new Each(kind), SilentPeriods = periods }] }), StringComparison.Ordinal);

    [Fact]
    public void A_day_softens_after_a_preposition_that_asks_for_it_and_not_after_erbyn()
    {
        var digest = Office.Flat(new Letters(Language.Welsh).Of(NoticeKind.Digest));

        Assert.Contains("o ddydd Llun 3 Tachwedd 2025", digest, StringComparison.Ordinal);
        Assert.Contains("erbyn dydd Gwener 31 Hydref 2025", digest, StringComparison.Ordinal);
    }
}
