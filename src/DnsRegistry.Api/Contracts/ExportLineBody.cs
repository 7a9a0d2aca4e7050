using System.ComponentModel.DataAnnotations;

namespace DnsRegistry.Api.Contracts;

/// <summary>One line of an export. A registration has the fields of an item of a bulk registration beside its kind.</summary>
internal sealed record ExportLineBody
{
    /// <summary>What the line is: the first is <c>export</c>, the last <c>end</c>.</summary>
    [AllowedValues("export", "settings", "routes", "override", "registration", "end")]
    public required string Kind { get; init; }

    /// <summary>The service that it is about.</summary>
    public string? Service { get; init; }

    /// <summary>The instance of that service.</summary>
    public string? Id { get; init; }

    /// <summary>The settings of the service.</summary>
    public SettingsBody? Settings { get; init; }

    /// <summary>The route rules of the service.</summary>
    public RouteListBody? Routes { get; init; }

    /// <summary>What an operator says about the instance.</summary>
    public OverrideBody? Override { get; init; }
}
