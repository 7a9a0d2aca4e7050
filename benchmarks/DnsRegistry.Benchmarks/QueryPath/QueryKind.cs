namespace DnsRegistry.Benchmarks.QueryPath;

/// <summary>The kinds of question that take different ways from request to response.</summary>
public enum QueryKind
{
    // Services.
    Address,
    AddressIPv6,
    AddressWithoutEdns,
    AddressInMixedCase,
    AddressInAnyZone,
    AddressNear,
    AddressNearSubnet,
    AddressOfPinnedZone,
    AddressOfVersion,
    AddressOfOtherZone,
    Alias,
    Service,
    ServiceInOtherZone,
    ServiceNear,
    ServiceByPortName,
    ServiceAsFirstLabel,
    Text,
    TextOfService,
    Any,
    Truncated,

    // Single instances.
    AddressOfInstance,
    ServiceOfInstance,
    PinnedAddress,
    PinnedIPv6Address,
    NameOfAddress,

    // Names that exist, without data.
    NoData,
    NoDataOfZone,
    NoDataOfDeclared,
    NoDataOfProtocol,
    NoDataInReverse,
    NonePassing,

    // Names that do not exist.
    NameError,
    NameErrorOfPort,
    NameErrorOfInstance,
    NameErrorInReverse,
    TooManyLabels,

    // The suffix.
    Soa,
    NameServers,
    ServerAddress,

    // A zone from a file.
    StaticAddress,
    StaticService,
    StaticAlias,
    StaticWildcard,
    StaticNoData,
    StaticNameError,
    Referral,
    Redirection,

    // What is refused or ignored.
    NotOurs,
    OtherClass,
    Transfer,
    OtherOpcode,
    Malformed,
    BadVersion,
    Response,
}
