using DnsRegistry.Api.Json;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Registrations;

/// <summary>
/// Reads many registrations: a JSON list, or one object a line (NDJSON). Every fault of every item is found; the item stands
/// in the field as <c>items[3]</c>, counted from 0 without empty lines.
/// </summary>
/// <param name="items">Reads one item.</param>
/// <param name="faults">Gets what is wrong.</param>
internal sealed class BulkRegistrationReader(RegistrationReader items, List<FieldFault> faults)
{
    private readonly List<Registration> _registrations = [];
    private readonly Dictionary<InstanceKey, int> _places = [];
    private int _items;

    /// <summary>Reads a body.</summary>
    /// <param name="body">The octets.</param>
    /// <param name="isLines">Whether the client said that it is NDJSON; otherwise the first character tells.</param>
    /// <returns>The registrations; not to be used when there are faults.</returns>
    public IReadOnlyList<Registration> Read(ReadOnlySpan<byte> body, bool isLines)
    {
        int first = body.IndexOfAnyExcept(" \t\r\n"u8);
        if (first >= 0 && (isLines || body[first] != '['))
            ReadLines(body);
        else
            StrictJson.Read(body, faults, this, static (ref StrictReader reader, BulkRegistrationReader self) => self.ReadList(ref reader));
        return _registrations;
    }

    private void ReadList(ref StrictReader reader)
    {
        if (!reader.TryOpenList(""))
            return;

        while (reader.NextItem())
        {
            int before = faults.Count;
            ReadItem(ref reader);
            EndItem(before);
        }
    }

    private void ReadLines(ReadOnlySpan<byte> body)
    {
        int number = 0;
        foreach (Range range in body.Split((byte)'\n'))
        {
            number++;
            ReadOnlySpan<byte> line = body[range];
            if (line.IndexOfAnyExcept(" \t\r"u8) < 0)
                continue;

            int before = faults.Count;
            StrictJson.Read(
                line, faults, this, static (ref StrictReader reader, BulkRegistrationReader self) => self.ReadItem(ref reader), number);
            EndItem(before);
        }
    }

    private void ReadItem(ref StrictReader reader)
    {
        int before = faults.Count;
        Registration registration = items.ReadItem(ref reader, faults);
        if (faults.Count == before && !_places.TryAdd(registration.Key, _items))
            reader.Add("", $"is the same instance as items[{_places[registration.Key]}]");
        _registrations.Add(registration);
    }

    private void EndItem(int before)
    {
        if (faults.Count > before)
            FaultPath.Prepend($"items[{_items}]", faults, before);
        _items++;
    }
}
