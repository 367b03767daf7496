using System.Text;
using Nec.Core.Calendar;
using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.BankHolidays;

/// <summary>
/// Fetches GOV.UK's bank holidays. Its list loses past years now and then: whoever keeps it takes away no day that is past, and none of a year that the list
/// does not cover.
/// </summary>
public sealed class BankHolidayClient(IRestClient rest)
{
    private const string Source = "GOV.UK bank holidays";

    /// <summary>The holidays of every division; at least one division has some.</summary>
    /// <exception cref="IntegrationException">GOV.UK did not answer, or with something else.</exception>
    public async Task<IReadOnlyDictionary<Division, IReadOnlyList<BankHoliday>>> Fetch(CancellationToken cancellationToken)
    {
        var response = await rest.ExecuteGetAsync(new RestRequest("bank-holidays.json"), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var json = Encoding.UTF8.GetString(response.Require(Source));
        try
        {
            var list = BankHolidayList.Parse(json);
            return list.Values.Any(days => days.Count > 0) ? list
                : throw new IntegrationException(Source, (int)response.StatusCode, "the list of bank holidays holds no day");
        }
        catch (FormatException)
        {
            throw new IntegrationException(Source, (int)response.StatusCode, "the reply is not the list of bank holidays");
        }
    }
}
