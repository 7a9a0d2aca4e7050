namespace DnsRegistry.Zones;

/// <summary>Holds the catalogue that is in force. One reference, replaced as a whole.</summary>
/// <param name="catalog">The first catalogue.</param>
public sealed class ZonePublisher(ZoneCatalog catalog)
{
    private volatile ZoneCatalog _current = catalog;

    /// <summary>The catalogue in force. Take it once a query.</summary>
    public ZoneCatalog Current => _current;

    /// <summary>Puts another catalogue in its place; queries under way finish with the old one.</summary>
    public void Publish(ZoneCatalog catalog) => _current = catalog;
}
