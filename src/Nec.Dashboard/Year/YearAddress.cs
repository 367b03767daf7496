using Nec.Core.Calendar;

namespace Nec.Dashboard.Year;

/// <summary>The addresses of the annual pack.</summary>
internal static class YearAddress
{
    public static string Of(string team, DateOnly? on = null, string file = "") =>
        $"/year/{Uri.EscapeDataString(team)}{file}{(on is { } day ? $"?on={Dates.Iso(day)}" : "")}";

    public static string OfQuarter(string team, string quarter) => $"/year/{Uri.EscapeDataString(team)}/quarter/{quarter}.csv";
}
