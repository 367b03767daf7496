namespace Nec.Core.Calendar;

/// <summary>A part of the United Kingdom with bank holidays of its own, as GOV.UK divides them.</summary>
public enum Division
{
    /// <summary>The default, <c>england-and-wales</c>.</summary>
    EnglandAndWales,

    /// <summary><c>scotland</c>.</summary>
    Scotland,

    /// <summary><c>northern-ireland</c>.</summary>
    NorthernIreland,
}
