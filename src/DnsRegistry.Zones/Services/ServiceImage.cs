using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// How the answers of a small service are packed: one run of octets that holds all that a common query reads. In a
/// registry of many services nearly every query is about one that is in no cache of the processor, and then time goes
/// into following references: here the first one is the last.
/// </summary>
/// <remarks>
/// The service's label with its length octet, then a section for each cell: octets of the section (2), members (1), where
/// the group, service and zone labels begin in the tail (3), octets of the tail (1), the tail, the members. A member is its
/// IPv4 address (4), weight (2) and port (2) in network order, whether it has an IPv6 address (1), its id with length octet,
/// and that address (0 or 16). Only members that take part in answers are there.
/// </remarks>
internal static class ServiceImage
{
    /// <summary>Instances of a service that is packed, at most: a change packs all of them anew.</summary>
    internal const int MostMembers = 32;

    /// <summary>Octets of a section before its tail.</summary>
    internal const int SectionHeadOctets = 7;

    /// <summary>Octets of a member before its id.</summary>
    internal const int MemberHeadOctets = 9;

    /// <summary>Packs the service's label alone.</summary>
    internal static byte[] OfLabel(ReadOnlySpan<byte> label) => [(byte)label.Length, .. label];

    /// <summary>
    /// Packs a service, unless its answers are more than a choice among records that are all different: host names,
    /// several addresses of one instance, an address of several, failing instances that help out, some that may be out of date,
    /// a part of them, other weights.
    /// </summary>
    internal static byte[]? TryPack(ReadOnlySpan<byte> label, ReadOnlySpan<Cell> cells, AnswerPolicy policy)
    {
        if (policy.ProtectThreshold > 0 || policy.WeightedSubset > 0 || policy.WeightScale != 1)
            return null;

        int registered = 0;
        int octets = 1 + label.Length;
        Span<uint> addresses = stackalloc uint[MostMembers];
        int count = 0;
        foreach (Cell cell in cells)
        {
            registered += cell.Count;
            if (registered > MostMembers || cell.HasStale)
                return null;

            octets += SectionHeadOctets + cell.Tail.Length;
            foreach (ref readonly EndpointBlock block in cell.Blocks)
            {
                foreach (Endpoint endpoint in block.Endpoints)
                {
                    if (!endpoint.IsEligible)
                        continue;
                    uint sole = endpoint.SoleIPv4;
                    if (endpoint.HasHost || endpoint.IPv4Count > 1 || endpoint.IPv6Count > 1 || (endpoint.IPv4Count == 1 && sole == 0))
                        return null;
                    if (addresses[..count].Contains(sole))
                        return null;

                    if (sole != 0)
                        addresses[count++] = sole;
                    octets += MemberHeadOctets + endpoint.IdLabel.Length + (endpoint.IPv6Count * 16);
                }
            }
        }

        if (HasSharedIPv6(cells))
            return null;

        byte[] image = new byte[octets];
        image[0] = (byte)label.Length;
        label.CopyTo(image.AsSpan(1));
        int at = 1 + label.Length;
        foreach (Cell cell in cells)
            at += PackSection(image.AsSpan(at), cell);
        return image;
    }

    private static int PackSection(Span<byte> section, Cell cell)
    {
        int members = 0;
        int at = SectionHeadOctets + cell.Tail.Length;
        foreach (ref readonly EndpointBlock block in cell.Blocks)
        {
            foreach (Endpoint endpoint in block.Endpoints)
            {
                if (!endpoint.IsEligible)
                    continue;

                members++;
                Span<byte> packed = section[at..];
                ReadOnlySpan<byte> id = endpoint.IdLabel;
                MemoryMarshal.Write(packed, endpoint.SoleIPv4);
                BinaryPrimitives.WriteUInt16BigEndian(packed[4..], endpoint.Weight);
                BinaryPrimitives.WriteUInt16BigEndian(packed[6..], endpoint.Port);
                packed[8] = (byte)endpoint.IPv6Count;
                id.CopyTo(packed[MemberHeadOctets..]);
                endpoint.IPv6.CopyTo(packed[(MemberHeadOctets + id.Length)..]);
                at += MemberHeadOctets + id.Length + endpoint.IPv6.Length;
            }
        }

        BinaryPrimitives.WriteUInt16LittleEndian(section, (ushort)at);
        section[2] = (byte)members;
        section[3] = (byte)(cell.Version.Length + 1);
        section[4] = (byte)(section[3] + cell.Group.Length + 1);
        section[5] = (byte)(cell.Tail.Length - cell.Zone.Length - 1);
        section[6] = (byte)cell.Tail.Length;
        cell.Tail.CopyTo(section[SectionHeadOctets..]);
        return at;
    }

    private static bool HasSharedIPv6(ReadOnlySpan<Cell> cells)
    {
        HashSet<UInt128>? seen = null;
        foreach (Cell cell in cells)
        {
            foreach (ref readonly EndpointBlock block in cell.Blocks)
            {
                foreach (Endpoint endpoint in block.Endpoints)
                {
                    if (!endpoint.IsEligible || endpoint.IPv6Count == 0)
                        continue;
                    if (!(seen ??= []).Add(BinaryPrimitives.ReadUInt128BigEndian(endpoint.IPv6)))
                        return true;
                }
            }
        }

        return false;
    }
}
