using Nec.Core.Facts;
using Npgsql;

namespace Nec.Storage;

/// <summary>The record as it stood at a past instant.</summary>
public sealed class KnownFacts(NpgsqlDataSource source)
{
    /// <summary>One team's facts that were recorded by an instant; what was corrected or withdrawn only later still counts.</summary>
    public Task<IReadOnlyList<Fact>> Read(string team, DateTimeOffset at, CancellationToken cancellationToken) => FactReader.Read(source, team, at, cancellationToken);
}
