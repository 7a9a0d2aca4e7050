using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones;

/// <summary>One question, as a zone sees it.</summary>
public readonly ref struct ZoneQuery
{
    /// <summary>The QNAME, lower-cased.</summary>
    public required QueryName Name { get; init; }

    /// <summary>The QTYPE.</summary>
    public required RecordType Type { get; init; }

    /// <summary>Who asks: the sender, or the client that a listed resolver asks for (RFC 7871).</summary>
    public required ClientAddress Client { get; init; }

    /// <summary>Leading bits of <see cref="Client"/> that a resolver has given away; 0 where the client itself asks.</summary>
    public int SubnetBits { get; init; }

    /// <summary>What is known of the networks that clients are in.</summary>
    public required ClientNetworks Clients { get; init; }

    /// <summary>Now, on the monotonic clock of <see cref="MonotonicTime"/>, in milliseconds.</summary>
    public required long NowMilliseconds { get; init; }

    /// <summary>Working space that belongs to the worker that answers.</summary>
    public required AnswerScratch Scratch { get; init; }

    /// <summary>
    /// The zone that the client is in, empty when that is unknown. Looked up when called, and not before; from then on the
    /// answer is one for this client's place.
    /// </summary>
    public ReadOnlySpan<byte> FindClientZone()
    {
        // Only a resolver wants to know for whom else the answer is good.
        if (SubnetBits > 0)
            DependsOnClient(Clients.BitsThatDecideZone(Client));
        return Clients.ZoneOf(Client);
    }

    /// <summary>The answer depends on who the client is, as far as anybody knows.</summary>
    public void DependsOnClient() => DependsOnClient(SubnetBits == 0 ? Client.FamilyBits : SubnetBits);

    /// <summary>The answer depends on so many leading bits of the client's address, counted in its own family.</summary>
    public void DependsOnClient(int bits) => Scratch.ScopeBits = Math.Max(Scratch.ScopeBits, bits);

    /// <summary>The same question for another name: where a CNAME leads.</summary>
    public ZoneQuery WithName(QueryName name) => With(name, Client, SubnetBits);

    /// <summary>The same question, asked by a resolver for a client of its own.</summary>
    /// <param name="client">The client, as far as it is given away: bits behind that are zero.</param>
    /// <param name="bits">How many leading bits that is, counted in the client's family.</param>
    public ZoneQuery For(ClientAddress client, int bits) => With(Name, client, bits);

    private ZoneQuery With(QueryName name, ClientAddress client, int subnetBits) => new()
    {
        Name = name,
        Type = Type,
        Client = client,
        SubnetBits = subnetBits,
        Clients = Clients,
        NowMilliseconds = NowMilliseconds,
        Scratch = Scratch,
    };
}
