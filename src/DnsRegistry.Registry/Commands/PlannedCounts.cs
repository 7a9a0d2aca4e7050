namespace DnsRegistry.Registry.Commands;

/// <summary>By how many instances a plan makes services larger or smaller. Most plans change the number of one service, if any.</summary>
internal sealed class PlannedCounts
{
    private string? _first;
    private int _ofFirst;
    private Dictionary<string, int>? _ofOthers;

    /// <summary>By how many in all.</summary>
    internal int All { get; private set; }

    /// <summary>By how many of one service.</summary>
    internal int Of(string service) => service == _first ? _ofFirst : _ofOthers?.GetValueOrDefault(service) ?? 0;

    /// <summary>A service becomes larger, or smaller.</summary>
    internal void Add(string service, int difference)
    {
        All += difference;
        _first ??= service;
        if (service == _first)
            _ofFirst += difference;
        else
            (_ofOthers ??= [])[service] = Of(service) + difference;
    }
}
