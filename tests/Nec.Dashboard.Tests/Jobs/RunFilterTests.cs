using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
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
        var (filter, faults) = RunFilter.Of(new QueryCollection(new Dictionary<string, StringValues> { ["job"] = typed, ["node"] = typed, ["text"] = typed }));
        Assert.Equal((asked, asked, asked), (filter.Job, filter.Node, filter.Text));
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("639062244000000000-7", true)]
    [InlineData("639062244000000000~nothing%2Dseen-7", true)]
    [InlineData("639062244000000000-run-1", false)]
    [InlineData("639062244000000000", false)]
    [InlineData("99999999999999999999-7", false)]
    [InlineData("", false)]
    public void A_page_begins_after_a_run_or_at_the_beginning(string after, bool isRun)
    {
        var cursor = RunCursor.Of(after);
        Assert.Equal(isRun, cursor is not null);
        Assert.Equal(isRun ? after : null, cursor?.ToString());
    }
}
