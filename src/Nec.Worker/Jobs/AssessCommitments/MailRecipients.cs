using Nec.Application.Contracts;
using Nec.Application.Notices;

namespace Nec.Worker.Jobs;

/// <summary>Every address that Nec may write to.</summary>
internal sealed class MailRecipients(ContractRegistry contracts, NoticeSettings settings, IConfiguration configuration)
{
    /// <summary>
    /// Those of a day and later: who holds or covers a post, who may ask for a sign-in link, and the administrator. In no order, and not
    /// without repeats.
    /// </summary>
    public IEnumerable<string> From(DateOnly day) =>
    [
        .. from contract in contracts.On(day).Concat(contracts.All.Where(contract => contract.From > day))
           from post in contract.Posts
           from tenure in post.Holders.Concat(post.Deputies)
           where tenure.To is not { } to || to >= day
           select tenure.Email,
        .. from person in configuration.GetSection("Dashboard:People").GetChildren()
           let email = person["Email"]
           where email is not null
           select email,
        settings.Admin,
    ];
}
