using System.Text;
using System.Text.Json;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Api.Registrations;

/// <summary>The names under which DNS answers an instance, from the longest to the shortest, for every suffix.</summary>
/// <param name="suffixes">The suffixes of the registry.</param>
internal sealed class InstanceNames(IReadOnlyList<DomainName> suffixes)
{
    // Five labels of at most 63 characters with a dot each, and a suffix whose octets may all be escaped (\DDD).
    private const int MaxCharacters = (5 * 64) + (4 * DomainName.MaxOctets);

    private readonly byte[][] _suffixes = [.. suffixes.Select(suffix => Encoding.UTF8.GetBytes(suffix.ToString()))];

    /// <summary>Writes the names as a list. Every shorter name is the tail of the longest.</summary>
    public void Write(Utf8JsonWriter writer, Registration registration)
    {
        Span<byte> name = stackalloc byte[MaxCharacters];
        writer.WriteStartArray();
        foreach (byte[] suffix in _suffixes)
        {
            int version = Append(name, 0, registration.Key.Id);
            int group = Append(name, version, registration.Version);
            int service = Append(name, group, registration.Group);
            int zone = Append(name, service, registration.Key.Service);
            int end = Append(name, zone, registration.Zone);
            name[version..group].Replace((byte)'.', (byte)'-');
            name[group - 1] = (byte)'.';
            suffix.CopyTo(name[end..]);
            end += suffix.Length;

            writer.WriteStringValue(name[..end]);
            writer.WriteStringValue(name[version..end]);
            writer.WriteStringValue(name[group..end]);
            writer.WriteStringValue(name[service..end]);
        }

        writer.WriteEndArray();
    }

    private static int Append(Span<byte> name, int offset, string label)
    {
        offset += Encoding.ASCII.GetBytes(label, name[offset..]);
        name[offset] = (byte)'.';
        return offset + 1;
    }
}
