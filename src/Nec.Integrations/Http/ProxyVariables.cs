using Microsoft.Extensions.Options;

namespace Nec.Integrations.Http;

/// <summary>A proxy variable that is no address stops the start like a wrong setting, rather than letting everything go out without it.</summary>
internal sealed class ProxyVariables : IValidateOptions<HttpOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpOptions options)
    {
        if (!string.IsNullOrEmpty(options.Proxy))
        {
            return ValidateOptionsResult.Success; // the variables are not asked
        }

        try
        {
            ProxyChoice.Of(options, Environment.GetEnvironmentVariable);
            return ValidateOptionsResult.Success;
        }
        catch (FormatException wrong)
        {
            return ValidateOptionsResult.Fail(wrong.Message);
        }
    }
}
