namespace Nec.Application.Assessment;

/// <summary>
/// The sources that this installation looks at, by the names of <see cref="Nec.Core.Compliance.EvidenceSources"/>; the settings say which.
/// </summary>
public sealed record ConnectedSources(IReadOnlySet<string> Names);
