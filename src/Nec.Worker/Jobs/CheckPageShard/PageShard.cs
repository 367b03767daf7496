using System.Globalization;
using System.Text.Json;

namespace Nec.Worker.Jobs;

/// <summary>A part of a run over the pages; any worker can take it.</summary>
/// <param name="Names">Team and target of each page.</param>
/// <param name="Since">A page that was checked since then is not checked again.</param>
internal sealed record PageShard(int Number, int Total, DateTimeOffset Since, IReadOnlyList<IReadOnlyList<string>> Names)
{
    /// <summary>What the shard's run is called in its summary.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"shard {Number} of {Total}");

    /// <summary>Cuts a run into shards.</summary>
    public static IEnumerable<PageShard> Of(IReadOnlyList<IReadOnlyList<PageTarget>> parts, DateTimeOffset since) =>
        parts.Select((part, at) =>
            new PageShard(at + 1, parts.Count, since, [.. part.Select(target => (string[])[target.Contract.Id, target.Name])]));

    /// <summary>The shard of a run; null when the run was not started with one.</summary>
    public static PageShard? Of(string? arguments) => arguments is null ? null : JsonSerializer.Deserialize<PageShard>(arguments);

    /// <summary>The arguments of the shard's run.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);
}
