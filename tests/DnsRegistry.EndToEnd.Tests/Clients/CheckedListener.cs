using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DnsRegistry.EndToEnd.Tests.Clients;

/// <summary>A listener that is well, in the way of each kind of check.</summary>
internal static class CheckedListener
{
    /// <summary>Listens on loopback.</summary>
    /// <param name="kind"><c>tcp</c>, <c>http</c> or <c>grpc</c>.</param>
    /// <param name="port">The port; 0 is any.</param>
    /// <param name="certificate">With it, the listener speaks TLS.</param>
    public static async Task<WebApplication> StartAsync(string kind, int port, X509Certificate2? certificate = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = kind == "grpc" ? HttpProtocols.Http2 : HttpProtocols.Http1;
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        WebApplication application = builder.Build();
        application.Run(async context =>
        {
            if (kind != "grpc")
                return;

            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[] { 0, 0, 0, 0, 2, 8, 1 });
            context.Response.AppendTrailer("grpc-status", "0");
        });
        await application.StartAsync(TestContext.Current.CancellationToken);
        return application;
    }
}
