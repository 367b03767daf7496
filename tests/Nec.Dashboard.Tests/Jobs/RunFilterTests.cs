using Nec.Dashboard.Jobs;

namespace Nec.Dashboard.Tests.Jobs;

public sealed class RunFilterTests
{
    [Theory]
    [InlineData("re\0fused", "refused")]
    [InlineData("\0 refused \0", "refused")]
    [InlineData("\0", null)] // nothing is left: it is not asked for
    [InlineData(" \0 ", null)]
    public void A_text_is_asked_for_without_its_NUL(string typed, string? asked)
    {
        var (filter, faults) = RunFilter.Of(typed, null, typed, null, null, typed, sort: null);
        Assert.Equal((asked, asked, asked), (filter.Job, filter.Node, filter.Text));
        Assert.Empty(faults);
    }

    [Fact]
    public void A_page_begins_after_a_run_without_its_NUL() => Assert.Equal("run-1", RunCursor.Of("639062244000000000-run\0-1")?.Id);
}
