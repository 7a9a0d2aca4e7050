using System.Text.Json;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;

namespace DnsRegistry.Api.Heartbeats;

/// <summary>What became of the heartbeats of one bulk call.</summary>
internal sealed class HeartbeatTally
{
    private int _renewed;
    private List<InstanceKey>? _unknown;
    private List<InstanceKey>? _notOwned;
    private List<InstanceKey>? _otherGeneration;
    private List<InstanceKey>? _forbidden;

    /// <summary>Counts one heartbeat.</summary>
    public void Add(in InstanceKey key, RenewStatus status)
    {
        if (status == RenewStatus.Renewed)
            _renewed++;
        else if (status == RenewStatus.OwnedByAnother)
            (_notOwned ??= []).Add(key);
        else if (status == RenewStatus.OtherGeneration)
            (_otherGeneration ??= []).Add(key);
        else
            (_unknown ??= []).Add(key);
    }

    /// <summary>Counts one heartbeat that the caller may not send.</summary>
    public void AddForbidden(in InstanceKey key) => (_forbidden ??= []).Add(key);

    /// <summary>
    /// Writes <c>{"renewed":n,"unknown":[…]}</c>, and <c>notOwned</c>, <c>otherGeneration</c> and <c>forbidden</c> when there are
    /// such.
    /// </summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("renewed"u8, _renewed);
        WriteKeys(writer, "unknown", _unknown ?? []);
        if (_notOwned is not null)
            WriteKeys(writer, "notOwned", _notOwned);
        if (_otherGeneration is not null)
            WriteKeys(writer, "otherGeneration", _otherGeneration);
        if (_forbidden is not null)
            WriteKeys(writer, "forbidden", _forbidden);
        writer.WriteEndObject();
    }

    private static void WriteKeys(Utf8JsonWriter writer, string name, List<InstanceKey> keys)
    {
        writer.WriteStartArray(name);
        foreach (InstanceKey key in keys)
        {
            writer.WriteStartObject();
            writer.WriteString("service"u8, key.Service);
            writer.WriteString("id"u8, key.Id);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
