namespace Nec.Core.Contracts;

/// <summary>The languages that people read their notices in.</summary>
public enum Language
{
    /// <summary><c>en-GB</c>, the default.</summary>
    English,

    /// <summary><c>cy-GB</c>.</summary>
    Welsh,
}
