namespace Nec.Integrations.Meta;

/// <summary>How one of Meta's networks is spoken of in reasons: its name, which is also its section of the settings, what it counts, and what a token needs to read it.</summary>
internal sealed record MetaNetworkProfile(string Network, string Thing, IReadOnlyList<string> Permissions);
