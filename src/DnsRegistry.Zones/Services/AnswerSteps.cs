using System.Globalization;
using System.Text;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Tracing;

namespace DnsRegistry.Zones.Services;

/// <summary>Says in words how the name of a service was read, and how its answer came about.</summary>
public static class AnswerSteps
{
    /// <summary>Who asks, and which zone the name is in.</summary>
    public static void NoteZone(this AnswerTrace trace, Zone? zone, ClientAddress client, ClientNetworks networks)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(networks);
        string place = Encoding.ASCII.GetString(networks.ZoneOf(client));
        trace.Note(
            AnswerStepKind.Client,
            $"the client is {client}, " + (place.Length == 0 ? "whose zone is unknown" : $"in zone {place}"),
            KeyValuePair.Create<string, object>("client", client.ToString()),
            KeyValuePair.Create<string, object>("zone", place));
        trace.Note(AnswerStepKind.Zone, zone switch
        {
            null => "the name is in no zone of this server",
            RegistryZone => $"the name is in {zone.Apex}, where registrations are answered",
            _ => $"the name is in {zone.Apex}, a zone from a file",
        });
    }

    /// <summary>The registrations are not there yet.</summary>
    internal static void NoteNotLoaded(this AnswerTrace trace) =>
        trace.Note(AnswerStepKind.Service, "the registrations are still being loaded: until then the answer is SERVFAIL");

    /// <summary>A zone file has the name.</summary>
    internal static void NoteStatic(this AnswerTrace trace, DomainName apex) =>
        trace.Note(AnswerStepKind.Records, $"a record of the zone file of {apex} is answered, which goes over registrations");

    /// <summary>The name is the apex.</summary>
    internal static void NoteApex(this AnswerTrace trace) =>
        trace.Note(AnswerStepKind.Name, "the name is that of the zone itself, which has SOA, NS and the server's addresses");

    /// <summary>The name is one of an address.</summary>
    internal static void NoteReverse(this AnswerTrace trace, bool isKnown) =>
        trace.Note(
            AnswerStepKind.Name,
            isKnown ? "the name stands for an address that is registered" : "the name stands for no registered address");

    /// <summary>The name cannot be one of a service.</summary>
    internal static void NoteNoForm(this AnswerTrace trace) =>
        trace.Note(AnswerStepKind.Name, "no registration could ever make this name exist");

    /// <summary>The name is only the end of longer ones.</summary>
    internal static void NoteZoneOnly(this AnswerTrace trace, ReadOnlySpan<byte> zone, bool exists) => trace.Note(
        AnswerStepKind.Name, $"the name is that of the zone {Text(zone)}, in which {(exists ? "instances are" : "nobody is")} registered");

    /// <summary>What the labels mean.</summary>
    internal static void NoteForm(this AnswerTrace trace, scoped in NameForm form)
    {
        var facts = new List<KeyValuePair<string, object>>();
        Add(facts, "service", form.Service);
        Add(facts, "zone", form.Zone);
        Add(facts, "group", form.Group);
        Add(facts, "version", form.Version);
        Add(facts, "id", form.Id);
        Add(facts, "port", form.PortName);
        Add(facts, "firstZone", form.FirstZone);
        string first = form.FirstZone.IsEmpty ? "" : $" ({Text(form.FirstZone)} {(form.Wish == ZoneWish.Only ? "alone" : "first")})";
        string labels =
            $"service {Text(form.Service)}, zone {Text(form.Zone)}{first}, group {Text(form.Group)}, version {Text(form.Version)}";
        string id = form.Id.IsEmpty ? "" : $", instance {Text(form.Id)}";
        string port = form.PortName.IsEmpty ? "" : $", port {Text(form.PortName)} over {(form.IsUdp ? "UDP" : "TCP")}";
        trace.Note(AnswerStepKind.Name, $"the name asks for {labels}{id}{port}", [.. facts]);
    }

    /// <summary>Whether the service is known.</summary>
    internal static void NoteService(this AnswerTrace trace, ReadOnlySpan<byte> label, ServiceAnswers? answers)
    {
        string service = Text(label);
        string text = answers switch
        {
            null => $"nobody knows a service {service}",
            { IsEmpty: true } => $"the service {service} is declared, but has no instance",
            { Routes: null } => $"the service {service} is known, and has no route rules",
            { Routes: { } routes } => $"the service {service} is known, and has {Count(routes.Rules.Count, "route rule")}",
        };
        trace.Note(
            AnswerStepKind.Service, text, KeyValuePair.Create<string, object>("isKnown", answers is not null),
            KeyValuePair.Create<string, object>("rules", answers?.Routes?.Rules.Count ?? 0));
    }

    /// <summary>Who has the labels, and how many of them take part.</summary>
    internal static void NoteInstances(
        this AnswerTrace trace, scoped in ServiceSelection selection, scoped in ServiceSelection reserve, bool isProtected)
    {
        string others = reserve.Registered == 0
            ? ""
            : $"; {Count(reserve.Registered, "other")} in other zones, {reserve.Eligible} passing";
        string held = selection.HasStale || reserve.HasStale ? "; some have let their lease end and are held by the expiry guard" : "";
        string protection = isProtected ? "; so few that all of them are answered" : "";
        trace.Note(
            AnswerStepKind.Instances,
            $"{Count(selection.Registered, "instance")} with these labels, {selection.Eligible} passing{others}{held}{protection}",
            KeyValuePair.Create<string, object>("registered", selection.Registered),
            KeyValuePair.Create<string, object>("passing", selection.Eligible),
            KeyValuePair.Create<string, object>("registeredElsewhere", reserve.Registered),
            KeyValuePair.Create<string, object>("passingElsewhere", reserve.Eligible),
            KeyValuePair.Create<string, object>("areHeld", selection.HasStale || reserve.HasStale),
            KeyValuePair.Create<string, object>("isProtected", isProtected));
    }

    /// <summary>What instances of other zones were good for.</summary>
    internal static void NoteTier(this AnswerTrace trace, scoped in NameForm form, OtherZones others, bool areStandIns)
    {
        string first = Text(form.FirstZone.IsEmpty ? form.Zone : form.FirstZone);
        string text = others switch
        {
            _ when areStandIns => $"nobody in zone {first} is passing, so other zones stand in",
            OtherZones.Nothing when form.Zone.IsEmpty && form.FirstZone.IsEmpty => "all zones are alike",
            OtherZones.Nothing => $"zone {first} alone",
            OtherZones.Existence => $"zone {first} alone; others only make the name exist",
            OtherZones.SecondInServices => $"zone {first}; others come second in SRV and are not in other answers",
            OtherZones.Second => $"zone {first} first; others come second in SRV, and stand in while it has nobody passing",
            _ => $"zone {first} first; others stand in while it has nobody passing",
        };
        trace.Note(AnswerStepKind.Tier, text);
    }

    /// <summary>Which records were written.</summary>
    /// <param name="trace">Where it is taken down.</param>
    /// <param name="type">The QTYPE.</param>
    /// <param name="subset">Instances of which there may be records, at most; 0 where all of them may.</param>
    /// <param name="writer">The response.</param>
    internal static void NoteRecords(this AnswerTrace trace, RecordType type, int subset, scoped in ResponseWriter writer)
    {
        string text = subset > 0
            ? $"{Count(writer.AnswerCount, "record")} of {Count(subset, "instance")} at most, as the service is set (weightedSubset), "
                + "drawn by weight for every query anew"
            : writer.IsTruncated
            ? $"{Count(writer.AnswerCount, "record")} of type {type.ToString().ToUpperInvariant()} fit, the same ones for this client "
                + "while membership holds; the rest is cut (TC)"
            : writer.AnswerCount == 1 ? "1 record"
            : $"{Count(writer.AnswerCount, "record")} in random order by weight, another one for every query";
        trace.Note(AnswerStepKind.Records, text, KeyValuePair.Create<string, object>("records", writer.AnswerCount));
    }

    /// <summary>There are instances, but no such record.</summary>
    internal static void NoteNoRecords(this AnswerTrace trace, RecordType type) =>
        trace.Note(AnswerStepKind.Records, $"those that are left have nothing of type {type.ToString().ToUpperInvariant()}");

    /// <summary>Nobody is left.</summary>
    internal static void NoteNobody(this AnswerTrace trace, EmptyAnswer answer) => trace.Note(
        AnswerStepKind.Records,
        $"nobody is passing; the service is set to answer that with {(answer == EmptyAnswer.NXDomain ? "NXDOMAIN" : "NODATA")}");

    /// <summary>No registration matches.</summary>
    internal static void NoteNoMatch(this AnswerTrace trace) =>
        trace.Note(AnswerStepKind.Records, "no registration has these labels, this id or this port: the name does not exist");

    /// <summary>How long the answer may be kept.</summary>
    internal static void NoteLifetime(this AnswerTrace trace, uint ttl, uint policyTtl)
    {
        string text = ttl == policyTtl
            ? $"it may be kept for {ttl} s, as the service or the server is set"
            : $"it may be kept for {ttl} s and not {policyTtl} s, since a lease ends by then";
        trace.Note(AnswerStepKind.Lifetime, text, KeyValuePair.Create<string, object>("ttlSeconds", ttl));
    }

    private static void Add(List<KeyValuePair<string, object>> facts, string name, ReadOnlySpan<byte> label)
    {
        if (!label.IsEmpty)
            facts.Add(KeyValuePair.Create<string, object>(name, Encoding.ASCII.GetString(label)));
    }

    private static string Text(ReadOnlySpan<byte> label) => label.IsEmpty ? "any" : Encoding.ASCII.GetString(label);

    private static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? "no" : count)} {what}{(count == 1 ? "" : "s")}");
}
