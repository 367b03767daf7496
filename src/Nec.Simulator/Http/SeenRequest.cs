namespace Nec.Simulator;

/// <summary>What a caller asked, for tests of its manners: header names are compared without case.</summary>
public sealed record SeenRequest(string Method, string PathAndQuery, IReadOnlyDictionary<string, string> Headers);
