using System.Net;
using System.Text.Json;
using DnsRegistry.Api.Registrations;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records.Presentation;
using DnsRegistry.Zones.Tracing;

namespace DnsRegistry.Api.Explaining;

/// <summary>Writes an explanation for programs; the field <c>text</c> has it for people.</summary>
internal static class ExplainJson
{
    /// <summary>Writes the whole.</summary>
    public static void Write(Utf8JsonWriter writer, Explanation explanation)
    {
        (ExplainQuery query, ExplainedAnswer answer, IReadOnlyList<ExplainedInstance> instances) = explanation;
        writer.WriteStartObject();
        writer.WriteString("name"u8, query.Name.ToString());
        writer.WriteString("type"u8, query.Type.ToMnemonic());
        writer.WriteString("client"u8, query.Client.ToString());
        writer.WriteBoolean("dropped"u8, answer.Response is null);
        if (answer.Response is not null)
            Write(writer, answer.Response);
        writer.WriteNumber("delayMs"u8, answer.DelayMilliseconds);
        writer.WriteStartArray("mirroredTo"u8);
        foreach (IPEndPoint server in answer.Mirrors)
            writer.WriteStringValue(server.ToString());
        writer.WriteEndArray();

        writer.WriteStartArray("steps"u8);
        foreach (AnswerStep step in answer.Steps)
            Write(writer, step);
        writer.WriteEndArray();

        writer.WriteStartArray("instances"u8);
        foreach (ExplainedInstance instance in instances)
            Write(writer, instance);
        writer.WriteEndArray();
        writer.WriteString("text"u8, ExplainText.Of(explanation));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ResponseMessage response)
    {
        writer.WriteString("rcode"u8, response.Rcode.ToString().ToUpperInvariant());
        writer.WriteBoolean("authoritative"u8, response.IsAuthoritative);
        writer.WriteBoolean("truncated"u8, response.IsTruncated);
        Write(writer, "answer", response.Answer);
        Write(writer, "authority", response.Authority);
        Write(writer, "additional", response.Additional);
        if (response.ExtendedError is not ExtendedErrorCode code)
            return;

        writer.WriteStartObject("extendedError"u8);
        writer.WriteNumber("code"u8, (int)code);
        writer.WriteString("text"u8, response.ExtendedErrorText);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string section, IReadOnlyList<ResponseRecord> records)
    {
        writer.WriteStartArray(section);
        foreach (ResponseRecord record in records)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, record.Owner.ToString());
            writer.WriteString("type"u8, record.Type.ToMnemonic());
            writer.WriteNumber("ttlSeconds"u8, record.TtlSeconds);
            writer.WriteString("data"u8, RdataText.Of(record.Type, record.Rdata.Span));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, AnswerStep step)
    {
        writer.WriteStartObject();
        writer.WriteString("step"u8, step.Kind.ToString().ToLowerInvariant());
        writer.WriteString("text"u8, step.Text);
        foreach ((string name, object value) in step.Facts)
        {
            switch (value)
            {
                case bool truth:
                    writer.WriteBoolean(name, truth);
                    break;
                case int number:
                    writer.WriteNumber(name, number);
                    break;
                case uint number:
                    writer.WriteNumber(name, number);
                    break;
                default:
                    writer.WriteString(name, value.ToString());
                    break;
            }
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ExplainedInstance explained)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, explained.Instance.Key.Id);
        writer.WriteString("zone"u8, explained.Instance.Registration.Zone);
        writer.WriteString("group"u8, explained.Instance.Registration.Group);
        writer.WriteString("version"u8, explained.Instance.Registration.Version);
        writer.WriteString("health"u8, HealthJson.Word(explained.Instance));
        writer.WriteStartArray("keptOutBy"u8);
        foreach (string reason in explained.Reasons)
            writer.WriteStringValue(reason);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
