using DnsRegistry.Api.Problems;
using DnsRegistry.Registry;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace DnsRegistry.Api.Tests.Problems;

public sealed class RequestGuardTests
{
    private readonly RequestGuard _guard = new(NullLogger<RequestGuard>.Instance);
    private readonly DefaultHttpContext _context = new();

    public static readonly TheoryData<bool> Kinds = [true, false];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_call_that_fails_before_it_waits_is_answered_for(bool isStanding)
    {
        await _guard.Around(_ => throw new RegistryBusyException(), isStanding)(_context);
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, _context.Response.StatusCode);

        await _guard.Around(_ => Task.FromException(new InvalidOperationException("a mistake")), isStanding)(_context);
        Assert.Equal(StatusCodes.Status500InternalServerError, _context.Response.StatusCode);
    }

    [Fact]
    public async Task A_call_that_fails_later_is_answered_for_unless_it_does_so_itself()
    {
        var waits = new TaskCompletionSource();
        Task guarded = _guard.Around(_ => waits.Task, isStanding: false)(_context);
        Task standing = _guard.Around(_ => waits.Task, isStanding: true)(_context);
        Assert.False(guarded.IsCompleted);
        Assert.Same(waits.Task, standing);

        waits.SetException(new RegistryBusyException());

        await guarded;
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, _context.Response.StatusCode);
    }

    [Fact]
    public async Task A_connection_that_broke_is_nobodys_fault()
    {
        await _guard.Around(_ => throw new ConnectionAbortedException(), isStanding: false)(_context);

        Assert.Equal(StatusCodes.Status200OK, _context.Response.StatusCode);
    }
}
