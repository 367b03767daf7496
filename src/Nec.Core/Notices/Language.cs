namespace Nec.Core.Notices;

/// <summary>The languages that notices are written in.</summary>
public enum Language
{
    /// <summary><c>en-GB</c>, the default.</summary>
    English,

    /// <summary><c>cy-GB</c>.</summary>
    Welsh,
}
