using DnsRegistry.LoadGenerator.Dns;
using DnsRegistry.LoadGenerator.Layout;
using DnsRegistry.LoadGenerator.Truth;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;

namespace DnsRegistry.LoadGenerator.Tests.Truth;

/// <summary>The answers of the real registry to what this tool asks, held against what it takes for true.</summary>
public class RightAnswerTests
{
    private static readonly ServiceLayout s_layout = new(Services: 1, PerService: 2, LeaseSeconds: 30);
    private static readonly RightAnswer s_answer = new(s_layout, 0);
    private static readonly InstanceSpec s_first = ServiceLayout.At(0, 0);
    private static readonly InstanceSpec s_second = ServiceLayout.At(0, 1);

    [Fact]
    public async Task Answers_of_the_registry_are_right()
    {
        await using RegistryUnderTest registry = await WithAsync(s_first, s_second);

        Assert.True(s_answer.Allows(s_answer.Addresses, Ask(registry, s_answer.Addresses), [s_first, s_second]));
        Assert.True(s_answer.Allows(s_answer.Services, Ask(registry, s_answer.Services), [s_first, s_second]));
        Assert.True(s_answer.Allows(s_answer.AddressOf(1), Ask(registry, s_answer.AddressOf(1)), [s_first, s_second]));
    }

    [Fact]
    public async Task Name_of_a_deregistered_instance_does_not_exist()
    {
        await using RegistryUnderTest registry = await WithAsync(s_first);

        Assert.True(s_answer.Allows(s_answer.AddressOf(1), Ask(registry, s_answer.AddressOf(1)), [s_first, null]));
        Assert.False(s_answer.Allows(s_answer.AddressOf(1), Ask(registry, s_answer.AddressOf(1)), [s_first, s_second]));
        Assert.False(s_answer.Allows(s_answer.AddressOf(0), Ask(registry, s_answer.AddressOf(0)), [null, null]));
    }

    [Fact]
    public async Task Answer_that_misses_an_instance_or_has_one_too_many_is_wrong()
    {
        await using RegistryUnderTest registry = await WithAsync(s_first);
        await using RegistryUnderTest fuller = await WithAsync(s_first, s_second);

        Assert.False(s_answer.Allows(s_answer.Addresses, Ask(registry, s_answer.Addresses), [s_first, s_second]));
        Assert.False(s_answer.Allows(s_answer.Addresses, Ask(fuller, s_answer.Addresses), [s_first, null]));
    }

    [Fact]
    public async Task Other_address_or_weight_is_wrong()
    {
        await using RegistryUnderTest registry = await WithAsync(s_first);
        InstanceSpec moved = s_first with { Address = s_first.Address + 7 };
        InstanceSpec heavier = s_first with { Weight = 7 };

        Assert.False(s_answer.Allows(s_answer.Addresses, Ask(registry, s_answer.Addresses), [moved, null]));
        Assert.False(s_answer.Allows(s_answer.Services, Ask(registry, s_answer.Services), [heavier, null]));

        // The record itself is right, but the address that comes with it is not.
        Assert.False(s_answer.Allows(s_answer.Services, Ask(registry, s_answer.Services), [moved, null]));
    }

    private static async Task<RegistryUnderTest> WithAsync(params InstanceSpec[] instances) => await RegistryUnderTest.WithAsync(
        [.. instances.Select(instance => new RegistrationBuilder("s0", $"i{instance.Instance}").WithAddress(instance.AddressText)
            .WithPort(ServiceLayout.Port))]);

    private static DnsReply Ask(RegistryUnderTest registry, DnsQuestion question)
    {
        byte[] query = new byte[512];
        int length = question.Write(query, new Random(1), out _);
        return DnsReply.Read(registry.Dns.AnswerOctets(query.AsSpan(0, length).ToArray()))!;
    }
}
