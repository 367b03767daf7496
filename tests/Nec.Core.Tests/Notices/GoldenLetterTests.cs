using Nec.Core.Contracts;
using Nec.Core.Notices;

namespace Nec.Core.Tests.Notices;

public sealed class GoldenLetterTests
{
    public static TheoryData<NoticeKind, Language> Every { get; } = new(
        from kind in Enum.GetValues<NoticeKind>()
        from language in Enum.GetValues<Language>()
        select (kind, language));

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_letter_reads_as_it_was_accepted(NoticeKind kind, Language language)
    {
        var message = new Letters(language).Of(kind).ToMessage(Letters.MessageSettings);
        var name = $"{kind.ToString().ToLowerInvariant()}.{(language == Language.Welsh ? "cy" : "en")}";

        await GoldenFile.Compare($"{name}.txt", $"Subject: {message.Subject}\n\n{message.Text}", TestContext.Current.CancellationToken);
        await GoldenFile.Compare($"{name}.html", message.Html, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Every_kind_of_line_stands_in_one_of_them() => Assert.Equal(
        Enum.GetValues<LineKind>(),
        Enum.GetValues<NoticeKind>().SelectMany(kind => new Letters(Language.English).Of(kind).Lines).Select(line => line.Kind).Distinct().Order());
}
