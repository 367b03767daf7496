using Nec.Dashboard.Promises;

namespace Nec.Dashboard.Tests.Promises;

public sealed class StandingTests
{
    [Theory]
    [InlineData("due-28", "28 days before it is due")]
    [InlineData("due-0", "On the due date")]
    [InlineData("over-7", "7 days overdue")]
    [InlineData("behind-2019-12", "At risk, December 2019")]
    [InlineData("unclear-2020-03-04", "Unclear look of 4 March 2020")]
    [InlineData("stale-soon", "Stale soon")]
    public void A_step_is_told_in_words(string step, string expected) => Assert.Equal(expected, Standing.StepWords(step));
}
