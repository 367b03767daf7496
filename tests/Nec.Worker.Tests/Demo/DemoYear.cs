using Nec.Worker.Tests.Cli;

namespace Nec.Worker.Tests.Demo;

/// <summary>The whole contract year, played once for all the tests that look at it.</summary>
public sealed class DemoYear : IAsyncLifetime
{
    private readonly Scratch _scratch = new();

    /// <summary>The summary as printed.</summary>
    public Answer Answer { get; private set; } = new(-1, "", "");

    internal IReadOnlyList<KeptLetter> Mail { get; private set; } = [];

    /// <summary>All but the admin's, which stand apart.</summary>
    internal IEnumerable<KeptLetter> Officers => Mail.Where(letter => letter.To != "admin@example.org");

    public async ValueTask InitializeAsync() => (Answer, Mail) = await DemoRun.Play(_scratch);

    public ValueTask DisposeAsync()
    {
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }
}
