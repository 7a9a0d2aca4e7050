using System.Buffers.Binary;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Conformance.Tests.Rfc2782;

public sealed class ServiceRecordTests : IAsyncLifetime
{
    private RegistryUnderTest _registry = null!;

    public async ValueTask InitializeAsync() => _registry = await RegistryUnderTest.WithAsync(
        new RegistrationBuilder("web", "a").WithAddress("10.0.0.7").WithWeight(5).WithNamedPort("grpc", 9090),
        new RegistrationBuilder("web", "b").WithAddress("10.0.0.8").WithPort(8081));

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact] // "_Service._Proto.Name TTL Class SRV Priority Weight Port Target"
    public void Service_and_protocol_labels_lead_to_priority_weight_port_and_target() =>
        Assert.Equal(
            ["10 100 8081 b.default.default.web.z1.svc.", "10 5 8080 a.default.default.web.z1.svc."],
            _registry.Ask("_web._tcp.z1.svc.", RecordType.Srv).AnswerData.Order(StringComparer.Ordinal));

    [Fact] // "Target: There MUST be one or more address records for this name"
    public void Target_has_address_records()
    {
        foreach (string data in _registry.Ask("_web._tcp.z1.svc.", RecordType.Srv).AnswerData)
            Assert.Single(_registry.Ask(data.Split(' ')[3], RecordType.A).Answer);
    }

    [Fact] // "Unless and until permitted by future standards action, name compression is not to be used for this field."
    public void Target_is_not_compressed()
    {
        Reply reply = _registry.Ask("_grpc._tcp.web.z1.svc.", RecordType.Srv);
        int rdata = 12 + "_grpc._tcp.web.z1.svc.".Length + 1 + 4 + 12;

        Assert.Equal(
            "\u0001a\u0007default\u0007default\u0003web\u0002z1\u0003svc\0",
            string.Concat(reply.Octets.AsSpan(rdata + 6, BinaryPrimitives.ReadUInt16BigEndian(reply.Octets.AsSpan(rdata - 2)) - 6).ToArray()
                .Select(octet => (char)octet)));
    }

    [Fact] // "implementors are urged ... to return the address record(s) in the Additional Data section"
    public void Addresses_of_targets_come_along() =>
        Assert.Equal(
            ["10.0.0.7", "10.0.0.8"], _registry.Ask("_web._tcp.z1.svc.", RecordType.Srv).Additional.Select(record => record.Data).Order());
}
