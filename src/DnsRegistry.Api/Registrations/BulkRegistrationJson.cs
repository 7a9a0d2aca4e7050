using System.Text.Json;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Registrations;

/// <summary>Writes what became of each item of a bulk registration, in the order of the request.</summary>
/// <param name="json">Writes what a client needs of a registered instance.</param>
/// <param name="answer">Knows why one is refused.</param>
internal sealed class BulkRegistrationJson(InstanceJson json, InstanceAnswer answer)
{
    /// <summary>Writes <c>{"created":n,"replaced":n,"refused":n,"items":[…]}</c>.</summary>
    public void Write(Utf8JsonWriter writer, IReadOnlyList<Registration> registrations, RegisterOutcome?[] outcomes)
    {
        int created = outcomes.Count(outcome => outcome?.Status == RegisterStatus.Created);
        int replaced = outcomes.Count(outcome => outcome?.Status == RegisterStatus.Replaced);
        writer.WriteStartObject();
        writer.WriteNumber("created"u8, created);
        writer.WriteNumber("replaced"u8, replaced);
        writer.WriteNumber("refused"u8, outcomes.Length - created - replaced);
        writer.WriteStartArray("items"u8);
        for (int i = 0; i < outcomes.Length; i++)
            WriteItem(writer, registrations[i].Key, outcomes[i]);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteItem(Utf8JsonWriter writer, InstanceKey key, RegisterOutcome? outcome)
    {
        writer.WriteStartObject();
        writer.WriteString("service"u8, key.Service);
        writer.WriteString("id"u8, key.Id);
        if (RefusalOf(outcome, key) is Problem refusal)
        {
            writer.WriteNumber("status"u8, ProblemType.Of(refusal.Kind).Status);
            writer.WritePropertyName("problem"u8);
            refusal.WriteTo(writer);
        }
        else
        {
            bool isNew = outcome!.Value.Status == RegisterStatus.Created;
            writer.WriteNumber("status"u8, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
            json.WriteProgress(writer, outcome.Value.Instance!);
        }

        writer.WriteEndObject();
    }

    private Problem? RefusalOf(RegisterOutcome? outcome, InstanceKey key) => outcome is RegisterOutcome judged
        ? answer.RefusalOf(judged.Status, key)
        : new Problem(ProblemKind.Forbidden, $"The token may not change the service '{key.Service}'.");
}
