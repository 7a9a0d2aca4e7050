using DnsRegistry.Api.Access;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Registrations;

/// <summary><c>POST /v1/registrations</c>: many instances registered in one durable step.</summary>
/// <param name="registry">Who is registered.</param>
/// <param name="reader">Reads the items.</param>
/// <param name="json">Writes the answers.</param>
internal sealed class BulkRegistrationEndpoint(ServiceRegistry registry, RegistrationReader reader, BulkRegistrationJson json)
{
    /// <summary>Registers all items, or none when one of them is not valid.</summary>
    public async Task RegisterAsync(HttpContext context, RequestBody body)
    {
        List<FieldFault> faults = [];
        IReadOnlyList<Registration> registrations = new BulkRegistrationReader(reader, faults).Read(body.Octets, IsLines(context.Request));
        if (faults.Count > 0)
        {
            await Problem.Of(faults).WriteAsync(context);
            return;
        }

        RegisterOutcome?[] outcomes = await RegisterAsync(registrations, context);
        await JsonAnswer.WriteAsync(
            context, StatusCodes.Status200OK, (json, registrations, outcomes),
            static (writer, state) => state.json.Write(writer, state.registrations, state.outcomes));
    }

    /// <summary>Registers those that the caller may.</summary>
    /// <returns>What became of each; null for those that it may not.</returns>
    private async Task<RegisterOutcome?[]> RegisterAsync(IReadOnlyList<Registration> registrations, HttpContext context)
    {
        Registration[] allowed = [.. registrations.Where(registration => context.MayWrite(registration.Key.Service))];
        IReadOnlyList<RegisterOutcome> registered = allowed.Length == 0
            ? []
            : await registry.RegisterManyAsync(allowed, context.Caller(), context.RequestAborted);

        var outcomes = new RegisterOutcome?[registrations.Count];
        int next = 0;
        for (int i = 0; i < outcomes.Length; i++)
        {
            if (next < allowed.Length && ReferenceEquals(allowed[next], registrations[i]))
                outcomes[i] = registered[next++];
        }

        return outcomes;
    }

    private static bool IsLines(HttpRequest request)
    {
        ReadOnlySpan<char> type = request.ContentType;
        int parameters = type.IndexOf(';');
        type = parameters < 0 ? type : type[..parameters].TrimEnd();
        return type.Equals("application/x-ndjson", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/ndjson", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/jsonl", StringComparison.OrdinalIgnoreCase);
    }
}
