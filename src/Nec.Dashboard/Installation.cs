namespace Nec.Dashboard;

/// <summary>A setting as a page may show it.</summary>
/// <param name="Value">What it is; of a secret only <c>set</c> or <c>not set</c>.</param>
public sealed record SettingRow(string Name, string Value);

/// <summary>What the host alone knows of itself, for the admin's pages.</summary>
/// <param name="ContractFaults">Reads the contract files as they are on disk now: what a restart would complain of, as <c>file:line:column: sentence</c>.</param>
/// <param name="Settings">Every setting, without secrets.</param>
public sealed record Installation(Func<IReadOnlyList<string>> ContractFaults, IReadOnlyList<SettingRow> Settings);
