using DnsRegistry.Api.Access;
using DnsRegistry.Api.Json;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Zones.Tracing;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Explaining;

/// <summary>The call that says what a client would be answered, and why.</summary>
/// <param name="explainer">Puts a question through the code that answers queries.</param>
/// <param name="registry">Knows why an instance takes no part.</param>
internal sealed class ExplainEndpoint(IAnswerExplainer explainer, ServiceRegistry registry)
{
    /// <summary><c>GET /v1/explain</c>.</summary>
    public Task GetAsync(HttpContext context)
    {
        List<FieldFault> faults = [];
        var query = ExplainQuery.Read(context, faults);
        if (faults.Count > 0)
            return Problem.Of(faults).WriteAsync(context);

        ExplainedAnswer answer = explainer.Explain(query.Name, query.Type, query.Client);
        if (context.Token() is { IsAdmin: false } token && !IsOfServicesOf(token, answer))
        {
            string detail = $"The token '{token.Name}' may not look at what '{query.Name}' is.";
            return new Problem(ProblemKind.Forbidden, detail).WriteAsync(context);
        }

        IReadOnlyList<ExplainedInstance> instances = ExplainedInstance.Of(answer.Steps, registry);
        var whole = new Explanation(query, answer, instances);
        return IsTextWanted(context)
            ? WriteTextAsync(context, whole)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, whole, ExplainJson.Write);
    }

    /// <summary>Whether the whole answer is about services that a token may look at: what else there is, is for administrators.</summary>
    private static bool IsOfServicesOf(AccessToken token, ExplainedAnswer answer)
    {
        string?[] services = [.. answer.Steps.Where(step => step.Kind == AnswerStepKind.Name).Select(ExplainedInstance.ServiceOf)];
        return services.Length > 0 && services.All(service => service is not null && token.MayRead(service));
    }

    /// <summary>Whoever asks for plain text and not for JSON is a person.</summary>
    private static bool IsTextWanted(HttpContext context)
    {
        string accept = context.Request.Headers.Accept.ToString();
        return accept.Contains("text/plain", StringComparison.OrdinalIgnoreCase)
            && !accept.Contains("json", StringComparison.OrdinalIgnoreCase);
    }

    private static Task WriteTextAsync(HttpContext context, Explanation explanation)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(ExplainText.Of(explanation), context.RequestAborted);
    }
}
