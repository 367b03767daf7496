namespace Nec.Worker;

/// <summary>
/// A setting, or what it leads to, that prevents a start. The message states the rule and the value given, and is shown as it is.
/// </summary>
public sealed class SettingException(string message) : Exception(message)
{
    /// <summary>How many errors the contract files have; zero when they are not what is wrong.</summary>
    public int ContractErrors { get; init; }
}
