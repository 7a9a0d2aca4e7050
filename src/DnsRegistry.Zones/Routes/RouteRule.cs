namespace DnsRegistry.Zones.Routes;

/// <summary>One rule of a service's list: whom it is about, and what is done to their queries.</summary>
public sealed record RouteRule
{
    /// <summary>What people call it, unique in its list; null when it was given no name.</summary>
    public string? Name { get; init; }

    /// <summary>Whose queries it is about.</summary>
    public RouteMatch Match { get; init; } = RouteMatch.Always;

    /// <summary>What is done to them.</summary>
    public required RouteAction Action { get; init; }

    /// <summary>Whether it holds even where it leaves nobody to answer with.</summary>
    public bool IsForced { get; init; }

    /// <summary>What it is called in a text: its name, or its place in the list counted from 0.</summary>
    /// <param name="index">Its place.</param>
    public string NameAt(int index) => Name ?? $"rules[{index}]";
}
