using System.Net;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Api.Registrations;

/// <summary>
/// Reads the body of a registration and finds everything that is wrong with it: first what the JSON shows, then what
/// <see cref="RegistrationRules"/> says about the whole. A value that was refused is replaced by a valid stand-in, so the
/// rules do not report it once more; nothing read together with a fault is ever registered.
/// </summary>
/// <param name="options">The default lease, and the suffixes that names are measured with.</param>
internal sealed class RegistrationReader(RegistryOptions options)
{
    /// <summary>The fields of a body, in the order of <see cref="RegistrationField"/>.</summary>
    public static readonly KnownFields Fields = new(
        "service", "id", "zone", "group", "version", "addresses", "host", "port", "ports", "weight", "leaseSeconds", "static",
        "metadata", "check");

    private const string StandInLabel = "x";

    // What a fault would be called is not written anew for every address that has none.
    private static readonly string[] s_addressFields =
        [.. Enumerable.Range(0, RegistrationRules.MaxAddresses).Select(index => $"addresses[{index}]")];

    private static readonly DomainName s_standInHost = DomainName.Parse("invalid.");

    private readonly RegistrationRules _rules = new(options.Suffixes);

    /// <summary>Reads the body of a call whose path names the instance.</summary>
    /// <returns>The registration; not to be used when there are faults.</returns>
    public Registration Read(ReadOnlySpan<byte> json, InstanceKey key, List<FieldFault> faults)
    {
        var draft = new RegistrationDraft { LeaseSeconds = options.DefaultLeaseSeconds };
        bool isJson = StrictJson.Read(json, faults, draft, static (ref StrictReader reader, RegistrationDraft draft) =>
            draft.IsRead = TryReadObject(ref reader, draft, isKeyInBody: false));
        draft.IsRead &= isJson;
        if (!draft.IsRead)
            RoutePath.Check(key, faults);
        return Finish(draft, key, faults);
    }

    /// <summary>Reads one item of a bulk call, which names its instance itself.</summary>
    /// <returns>The registration; not to be used when there are faults.</returns>
    public Registration ReadItem(ref StrictReader reader, List<FieldFault> faults)
    {
        var draft = new RegistrationDraft { LeaseSeconds = options.DefaultLeaseSeconds };
        draft.IsRead = TryReadObject(ref reader, draft, isKeyInBody: true);
        if (draft.IsRead && draft.Service is null)
            faults.Add(new FieldFault("service", "is missing"));
        if (draft.IsRead && draft.Id is null)
            faults.Add(new FieldFault("id", "is missing"));
        return Finish(draft, new InstanceKey(draft.Service ?? StandInLabel, draft.Id ?? StandInLabel), faults);
    }

    private Registration Finish(RegistrationDraft draft, InstanceKey key, List<FieldFault> faults)
    {
        Registration registration = draft.ToRegistration(key);
        if (draft.IsRead)
            _rules.Check(registration, faults);
        return registration;
    }

    private static bool TryReadObject(ref StrictReader reader, RegistrationDraft draft, bool isKeyInBody)
    {
        if (!reader.TryOpenObject(""))
            return false;

        uint seen = 0;
        while (reader.NextField(Fields, "", ref seen, out int field))
        {
            if (!isKeyInBody && (RegistrationField)field is RegistrationField.Service or RegistrationField.Id)
                reader.Refuse(Fields[field], "is named by the path and must not stand in the body");
            else
                ReadField(ref reader, draft, (RegistrationField)field);
        }

        return true;
    }

    private static void ReadField(ref StrictReader reader, RegistrationDraft draft, RegistrationField field)
    {
        string name = Fields[(int)field];
        switch (field)
        {
            case RegistrationField.Service:
                draft.Service = ReadLabel(ref reader, name) ?? StandInLabel;
                break;
            case RegistrationField.Id:
                draft.Id = ReadLabel(ref reader, name) ?? StandInLabel;
                break;
            case RegistrationField.Zone:
                draft.Zone = ReadLabel(ref reader, name) ?? draft.Zone;
                break;
            case RegistrationField.Group:
                draft.Group = ReadLabel(ref reader, name) ?? draft.Group;
                break;
            case RegistrationField.Version:
                draft.Version = ReadLabel(ref reader, name) ?? draft.Version;
                break;
            case RegistrationField.Addresses:
                ReadAddresses(ref reader, draft.Addresses);
                break;
            case RegistrationField.Host:
                draft.Host = ReadHost(ref reader);
                break;
            case RegistrationField.Port:
                draft.Port = PortsReader.ReadNumber(ref reader, name);
                break;
            case RegistrationField.Ports:
                PortsReader.Read(ref reader, draft.Ports);
                break;
            case RegistrationField.Weight:
                draft.Weight = reader.ReadWholeNumber(name) ?? draft.Weight;
                break;
            case RegistrationField.LeaseSeconds:
                draft.LeaseSeconds = reader.ReadWholeNumber(name) ?? draft.LeaseSeconds;
                break;
            case RegistrationField.Static:
                draft.IsStatic = reader.ReadBoolean(name) ?? false;
                break;
            case RegistrationField.Metadata:
                MetadataReader.Read(ref reader, draft.Metadata);
                break;
            case RegistrationField.Check:
                draft.Check = CheckReader.Read(ref reader);
                break;
        }
    }

    private static string? ReadLabel(ref StrictReader reader, string field) =>
        reader.ReadText(field) is string text ? LabelText.Lower(text) : null;

    private static void ReadAddresses(ref StrictReader reader, List<IPAddress> addresses)
    {
        if (!reader.TryOpenList("addresses"))
        {
            addresses.Add(StandInAddress(0));
            return;
        }

        while (reader.NextItem())
        {
            int index = addresses.Count;
            string field = index < s_addressFields.Length ? s_addressFields[index] : $"addresses[{index}]";
            string? text = reader.ReadText(field);
            string? fault = AddressText.FaultOf(text ?? "::1", out IPAddress address);
            if (fault is not null)
                reader.Add(field, fault);
            addresses.Add(text is null || fault is not null ? StandInAddress(index) : address);
        }
    }

    private static DomainName ReadHost(ref StrictReader reader)
    {
        if (reader.ReadText("host") is not string text)
            return s_standInHost;

        string? fault = HostText.FaultOf(text, out DomainName? host);
        if (fault is not null)
            reader.Add("host", fault);
        return host ?? s_standInHost;
    }

    /// <summary>An address of the discard-only prefix (RFC 6666), another one for each place of the list.</summary>
    private static IPAddress StandInAddress(int index) =>
        new([0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(index >> 24), (byte)(index >> 16), (byte)(index >> 8), (byte)index]);
}
