using System.Text;
using System.Text.Json;

namespace DnsRegistry.Api.Json;

/// <summary>The names of the fields that one kind of object can have, at most 32.</summary>
internal sealed class KnownFields
{
    private readonly string[] _names;
    private readonly byte[][] _octets;
    private readonly string _list;

    /// <summary>Fields whose index is their place in the list.</summary>
    public KnownFields(params string[] names)
    {
        _names = names;
        _octets = [.. names.Select(Encoding.UTF8.GetBytes)];
        _list = string.Join(", ", names);
    }

    /// <summary>How many there are.</summary>
    public int Count => _names.Length;

    /// <summary>The name of a field.</summary>
    public string this[int index] => _names[index];

    /// <summary>The index of the field whose name is under the cursor, or -1.</summary>
    public int IndexOf(ref readonly Utf8JsonReader reader)
    {
        for (int i = 0; i < _octets.Length; i++)
        {
            if (reader.ValueTextEquals(_octets[i]))
                return i;
        }

        return -1;
    }

    /// <summary>What to tell somebody who used another name: the one probably meant, else all of them.</summary>
    public string WhyUnknown(string name) =>
        NearestWord.To(name, _names) is string nearest
            ? $"is not a known field; did you mean '{nearest}'?"
            : $"is not a known field; known are {_list}";
}
