namespace DnsRegistry.LoadGenerator.Layout;

/// <summary>
/// Which services there are and which instances they have: those of <c>benchmarks/compare/names.py</c>, so that a server
/// filled by this tool can be asked the questions of the comparison.
/// </summary>
/// <param name="Services">Services.</param>
/// <param name="PerService">Instances of each.</param>
/// <param name="LeaseSeconds">Their lease; 0 for static ones, which need no heartbeat.</param>
/// <param name="Prefix">What stands in front of the number in a service's name.</param>
internal sealed record ServiceLayout(int Services, int PerService, int LeaseSeconds, string Prefix = "s")
{
    /// <summary>The zone of every instance.</summary>
    public const string Zone = "z1";

    /// <summary>The suffix under which the server answers.</summary>
    public const string Suffix = "svc";

    /// <summary>The port of every instance.</summary>
    public const int Port = 8080;

    /// <summary>The weight of every instance until something changes it.</summary>
    public const int Weight = 100;

    /// <summary>Instances in all.</summary>
    public long Count => (long)Services * PerService;

    /// <summary>An instance by its number among all, service by service.</summary>
    public InstanceSpec this[long index] => At((int)(index / PerService), (int)(index % PerService));

    /// <summary>An instance of a service as <c>register</c> registers it.</summary>
    public static InstanceSpec At(int service, int instance) => new(service, instance, AddressOf(service, instance), Weight);

    /// <summary>The name of a service.</summary>
    public string NameOf(int service) => $"{Prefix}{service}";

    // The formula of names.py, without an overflow where there are more instances than it knows.
    private static uint AddressOf(int service, int instance) =>
        (10u << 24) | ((uint)(service & 0xFFFF) << 8) | (byte)(instance + 1 + (4 * (service >> 16)));
}
