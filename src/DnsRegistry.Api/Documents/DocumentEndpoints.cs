using DnsRegistry.Api.Http;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Documents;

/// <summary>
/// The calls about a document: what somebody sets for a service or an instance as a whole, which PUT replaces, GET shows as it
/// can be PUT again, and DELETE takes back.
/// </summary>
/// <typeparam name="TKey">What it is about.</typeparam>
/// <typeparam name="TDraft">What a body says.</typeparam>
/// <typeparam name="TDocument">The document as it is kept.</typeparam>
/// <param name="registry">Keeps the documents.</param>
internal abstract class DocumentEndpoints<TKey, TDraft, TDocument>(ServiceRegistry registry)
    where TDocument : class
{
    /// <summary>Keeps the documents.</summary>
    protected ServiceRegistry Registry => registry;

    /// <summary><c>PUT</c>.</summary>
    public async Task PutAsync(HttpContext context, RequestBody body)
    {
        List<FieldFault> faults = [];
        TKey key = KeyOf(context, faults);
        TDraft draft = Read(context, body.Octets, faults);
        if (faults.Count > 0)
        {
            await Problem.Of(faults).WriteAsync(context);
            return;
        }

        DocumentOutcome<TDocument> outcome = await PutAsync(key, draft, context.RequestAborted);
        if (outcome.Refusal is Problem refusal)
        {
            await refusal.WriteAsync(context);
            return;
        }

        if (outcome.IsNew)
            context.Response.Headers.Location = PathOf(key);
        await WriteAsync(context, outcome.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, outcome.Document!);
    }

    /// <summary><c>GET</c>.</summary>
    public Task GetAsync(HttpContext context)
    {
        List<FieldFault> faults = [];
        TKey key = KeyOf(context, faults);
        if (faults.Count > 0)
            return Problem.Of(faults).WriteAsync(context);
        if (!registry.IsLoaded)
            return new Problem(ProblemKind.NotLoaded).WriteAsync(context);
        return Find(key) is { } document
            ? WriteAsync(context, StatusCodes.Status200OK, document)
            : Unknown(key).WriteAsync(context);
    }

    /// <summary><c>DELETE</c>.</summary>
    public async Task DeleteAsync(HttpContext context)
    {
        List<FieldFault> faults = [];
        TKey key = KeyOf(context, faults);
        if (faults.Count > 0)
            await Problem.Of(faults).WriteAsync(context);
        else if (await DeleteAsync(key, context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Unknown(key).WriteAsync(context);
    }

    /// <summary>What the path of a call names.</summary>
    protected abstract TKey KeyOf(HttpContext context, List<FieldFault> faults);

    /// <summary>Where the document of a key is found.</summary>
    protected abstract string PathOf(TKey key);

    /// <summary>Reads what a PUT says.</summary>
    protected abstract TDraft Read(HttpContext context, ReadOnlySpan<byte> octets, List<FieldFault> faults);

    /// <summary>Puts a document in the place of the former.</summary>
    protected abstract ValueTask<DocumentOutcome<TDocument>> PutAsync(TKey key, TDraft draft, CancellationToken cancellationToken);

    /// <summary>The document of a key, or null.</summary>
    protected abstract TDocument? Find(TKey key);

    /// <summary>Takes a document back.</summary>
    /// <returns><see langword="false"/> when there is none.</returns>
    protected abstract ValueTask<bool> DeleteAsync(TKey key, CancellationToken cancellationToken);

    /// <summary>What to say when there is none.</summary>
    protected abstract Problem Unknown(TKey key);

    /// <summary>Answers a call with a document.</summary>
    protected abstract Task WriteAsync(HttpContext context, int status, TDocument document);
}
