namespace Nec.Dashboard.Notices;

/// <summary>What a mail service's word for a mail says to people.</summary>
internal static class DeliveryText
{
    /// <summary>Null when the service was not asked.</summary>
    public static string? Of(string? status) => status switch
    {
        null => null,
        "sending" => "On its way",
        "delivered" => "Delivered",
        "permanent-failure" => "Not delivered: the address was refused for good",
        "temporary-failure" => "Not delivered: the mailbox did not take it for three days",
        "technical-failure" => "Not delivered: a technical fault between GOV.UK Notify and the mail system",
        _ => "GOV.UK Notify no longer knows what became of it",
    };
}
