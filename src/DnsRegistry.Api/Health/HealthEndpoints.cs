using DnsRegistry.Api.Json;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Health;

/// <summary>What a supervisor asks.</summary>
/// <param name="parts">Everything that has to be there.</param>
internal sealed class HealthEndpoints(IEnumerable<IReadiness> parts)
{
    private readonly IReadiness[] _parts = [.. parts];

    /// <summary><c>GET /health</c>: the process answers.</summary>
    public static Task GetHealthAsync(HttpContext context) =>
        JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, "ok", static (writer, status) =>
        {
            writer.WriteStartObject();
            writer.WriteString("status"u8, status);
            writer.WriteEndObject();
        });

    /// <summary><c>GET /ready</c>: the server should be asked.</summary>
    public Task GetReadyAsync(HttpContext context)
    {
        string[] reasons = [.. _parts.Select(part => part.Reason).OfType<string>()];
        int status = reasons.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return JsonAnswer.WriteAsync(context, status, reasons, static (writer, reasons) =>
        {
            writer.WriteStartObject();
            writer.WriteString("status"u8, reasons.Length == 0 ? "ready"u8 : "not ready"u8);
            writer.WriteStartArray("reasons"u8);
            foreach (string reason in reasons)
                writer.WriteStringValue(reason);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }
}
