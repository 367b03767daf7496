using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Nec.Dashboard.Admin;

/// <summary>People, settings, the audit log, and the API's tokens.</summary>
internal static class AdminRegistration
{
    public static IServiceCollection AddAdmin(this IServiceCollection services) => services.AddSingleton<TokenPress>().AddSingleton<AddressPress>();

    public static void MapAdmin(this RouteGroupBuilder buttons)
    {
        var admins = buttons.MapGroup("/admin").RequireAuthorization(admin => admin.RequireRole(Roles.Admin));
        admins.MapPost("/people/failing/{id:long}/works", AddressPress.Works);
        admins.MapPost("/tokens", TokenPress.Make);
        admins.MapPost("/tokens/{id:long}/revoke", TokenPress.Revoke);
    }
}
