namespace DnsRegistry.Registry.Instances;

/// <summary>What an operator says about one instance, over whatever it says about itself. What is null is left to the instance.</summary>
public sealed record InstanceOverride
{
    /// <summary><see langword="false"/> takes it out of every answer.</summary>
    public bool? IsEnabled { get; init; }

    /// <summary><see langword="true"/> takes it out of every answer, too: it is to lose its callers before it goes.</summary>
    public bool? IsDraining { get; init; }

    /// <summary>Its share of the load, 0 to 65535, in place of the registered one; 0 means none.</summary>
    public int? Weight { get; init; }

    /// <summary>The weight that counts for an instance registered with this one; 0 when it is taken out.</summary>
    public int WeightFor(int registered) => IsEnabled == false || IsDraining == true ? 0 : Weight ?? registered;
}
