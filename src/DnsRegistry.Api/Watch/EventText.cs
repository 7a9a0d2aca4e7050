using System.Buffers;
using System.Text.Json;
using DnsRegistry.Api.Json;
using DnsRegistry.Api.Registrations;
using DnsRegistry.Api.Routing;
using DnsRegistry.Api.Settings;
using DnsRegistry.Registry.Changes;

namespace DnsRegistry.Api.Watch;

/// <summary>
/// Writes changes as server-sent events. The last ones are kept as octets: whoever watches at the same time is sent the
/// same, and it is written once.
/// </summary>
/// <param name="json">Writes instances.</param>
internal sealed class EventText(InstanceJson json)
{
    private const int Kept = 512;

    private readonly KeptEvent?[] _kept = new KeptEvent?[Kept];

    /// <summary>The word for a kind of change.</summary>
    public static ReadOnlySpan<byte> NameOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Registered => "registered"u8,
        ChangeKind.Changed => "changed"u8,
        ChangeKind.Removed => "removed"u8,
        ChangeKind.Settings => "settings"u8,
        ChangeKind.Routes => "routes"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has no name"),
    };

    /// <summary>A change as an event, from its id to the empty line at the end.</summary>
    public ReadOnlySpan<byte> Of(RegistryChange change)
    {
        ref KeptEvent? slot = ref _kept[change.Revision & (Kept - 1)];
        if (Volatile.Read(ref slot) is { } kept && kept.Revision == change.Revision)
            return kept.Octets;

        byte[] octets = Write(change);
        Volatile.Write(ref slot, new KeptEvent(change.Revision, octets));
        return octets;
    }

    /// <summary>Appends a number.</summary>
    public static void Write(IBufferWriter<byte> writer, long number)
    {
        const int MaxDigits = 20;
        number.TryFormat(writer.GetSpan(MaxDigits), out int written);
        writer.Advance(written);
    }

    private byte[] Write(RegistryChange change)
    {
        ReadOnlySpan<byte> data = JsonAnswer.Render((json, change), static (writer, state) => WriteData(writer, state.json, state.change));
        var text = new ArrayBufferWriter<byte>(data.Length + 64);
        text.Write("id: "u8);
        Write(text, change.Revision);
        text.Write("\nevent: "u8);
        text.Write(NameOf(change.Kind));
        text.Write("\ndata: "u8);
        text.Write(data);
        text.Write("\n\n"u8);
        return text.WrittenSpan.ToArray();
    }

    private static void WriteData(Utf8JsonWriter writer, InstanceJson json, RegistryChange change)
    {
        if (change.Instance is not null)
        {
            json.Write(writer, change.Instance, change.State);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("service"u8, change.Service);
        writer.WritePropertyName(NameOf(change.Kind));
        if (change.Kind == ChangeKind.Settings)
            SettingsJson.Write(writer, change.Settings);
        else
            RouteJson.Write(writer, change.Routes?.Rules);
        writer.WriteEndObject();
    }

    private sealed record KeptEvent(long Revision, byte[] Octets);
}
