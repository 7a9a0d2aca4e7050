namespace DnsRegistry.EndToEnd.Tests.Explaining;

/// <summary>One question that chance has made.</summary>
/// <param name="Name">The name, in any letter case.</param>
/// <param name="Type">The type.</param>
/// <param name="Subnet">What the asker says of its client's address, or null.</param>
internal sealed record RandomQuestion(string Name, string Type, string? Subnet)
{
    /// <summary>A line for dig.</summary>
    public string Line =>
        Subnet is null ? $"{Name} {Type}" : $"+subnet={Subnet}/{(Subnet.Contains(':', StringComparison.Ordinal) ? 128 : 32)} {Name} {Type}";

    /// <summary>Whether the answer has only some of those that it might have, drawn anew each time.</summary>
    public bool IsAboutSome => $".{Name}.".Contains(".few.", StringComparison.OrdinalIgnoreCase)
        || Name.StartsWith("_few.", StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes one.</summary>
    /// <param name="random">Chance.</param>
    /// <param name="hasSubnet">Whether it says whose question it is.</param>
    public static RandomQuestion Make(Random random, bool hasSubnet)
    {
        string? subnet = !hasSubnet
            ? null
            : random.Next(4) == 0 ? $"fd00:{random.Next(1, 3)}::{random.Next(1, 99)}" : $"10.{random.Next(4)}.0.{random.Next(256)}";

        // What is cut depends on the room that the option of the subnet takes, which explain does not know of.
        string name = hasSubnet ? Ordinary(random) : random.Next(12) == 0 ? "many.z1.svc" : Ordinary(random);
        return new RandomQuestion(
            random.Next(8) == 0 ? name.ToUpperInvariant() : name, Pick(random, "A", "A", "A", "AAAA", "SRV", "SRV", "TXT", "MX"), subnet);
    }

    private static string Ordinary(Random random)
    {
        string service = Pick(random, "web", "web", "db", "few");
        string zone = Pick(random, "z0", "z1", "z2", "any", "*", "near", "near", "z9");
        string group = Pick(random, "default", "blue", "any", "red");
        string version = Pick(random, "1-0", "v2", "v3", "any", "v9");
        return random.Next(16) switch
        {
            0 => $"{group}.{service}.{zone}.svc",
            1 or 2 => $"{version}.{group}.{service}.{zone}.svc",
            3 => $"i{random.Next(RandomEstate.Instances + 1)}.any.any.{service}.{zone}.svc",
            4 => $"ip-10-9-0-{random.Next(14)}.any.any.{service}.{zone}.svc",
            5 => $"_grpc._tcp.{service}.{zone}.svc",
            6 => $"_default._tcp.{version}.{group}.{service}.{zone}.svc",
            7 => Pick(random, $"_{service}._tcp.{zone}.svc", $"_tcp.{service}.{zone}.svc", $"_{service}._udp.{zone}.svc"),
            8 => Pick(random, $"nobody.{zone}.svc", $"{zone}.svc", "svc", $"x.y.z.{group}.{service}.{zone}.svc", "example.net"),
            9 => $"{Pick(random, "z0", "z1", "z9")}.{Pick(random, "pin", "prefer")}._zone.{service}.any.svc",
            10 => $"alias.{zone}.svc",
            11 => $"{Pick(random, "quiet", "ill")}.{zone}.svc",
            _ => $"{service}.{zone}.svc",
        };
    }

    private static string Pick(Random random, params ReadOnlySpan<string> of) => of[random.Next(of.Length)];
}
