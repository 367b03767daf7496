using System.Text;
using Nec.Core.Calendar;
using Nec.Integrations.Http;
using RestSharp;

namespace Nec.Integrations.BankHolidays;

/// <summary>Fetches GOV.UK's bank holidays. Its list loses past years now and then: whoever keeps it adds, and takes nothing away.</summary>
public sealed class BankHolidayClient(IRestClient rest)
{
    private const string Source = "GOV.UK bank holidays";

    /// <summary>The holidays of every division.</summary>
    /// <exception cref="IntegrationException">GOV.UK did not answer, or with something else.</exception>
    public async Task<IReadOnlyDictionary<Division, IReadOnlyList<BankHoliday>>> Fetch(CancellationToken cancellationToken)
    {
        var response = await rest.ExecuteGetAsync(new RestRequest("bank-holidays.json"), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var json = Encoding.UTF8.GetString(response.Require(Source));
        try
        {
            return BankHolidayList.Parse(json);
        }
        catch (FormatException)
        {
            throw new IntegrationException(Source, (int)response.StatusCode, "the reply is not the list of bank holidays");
        }
    }
}
