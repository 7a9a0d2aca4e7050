using System.Globalization;
using System.Text;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records.Presentation;
using DnsRegistry.Zones.Tracing;

namespace DnsRegistry.Api.Explaining;

/// <summary>Writes an explanation for people: the steps, one a line, then the answer.</summary>
internal static class ExplainText
{
    /// <summary>The whole, with a line end behind the last line.</summary>
    public static string Of(Explanation explanation)
    {
        (ExplainQuery query, ExplainedAnswer answer, IReadOnlyList<ExplainedInstance> instances) = explanation;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{query.Name} {query.Type.ToMnemonic()}, asked by {query.Client}:\n");
        for (int i = 0; i < answer.Steps.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i + 1,3}. {answer.Steps[i].Text}\n");
        foreach (ExplainedInstance instance in instances.Where(instance => instance.Reasons.Count > 0))
            text.Append(
                CultureInfo.InvariantCulture, $"     not answered: {instance.Instance.Key.Id}, {string.Join(" and ", instance.Reasons)}\n");
        AppendAnswer(text, answer);
        return text.ToString();
    }

    private static void AppendAnswer(StringBuilder text, ExplainedAnswer answer)
    {
        if (answer.Response is not ResponseMessage response)
        {
            text.Append("answer: none at all\n");
            return;
        }

        string cut = response.IsTruncated ? ", cut (TC)" : "";
        string delay = answer.DelayMilliseconds > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {answer.DelayMilliseconds} ms later")
            : "";
        text.Append(CultureInfo.InvariantCulture, $"answer: {response.Rcode.ToString().ToUpperInvariant()}{cut}{delay}\n");
        if (response.ExtendedError is ExtendedErrorCode code)
            text.Append(CultureInfo.InvariantCulture, $"     extended error {(int)code}: {response.ExtendedErrorText}\n");
        foreach (ResponseRecord record in response.Answer)
        {
            string data = RdataText.Of(record.Type, record.Rdata.Span);
            text.Append(CultureInfo.InvariantCulture, $"     {record.Owner} {record.TtlSeconds} {record.Type.ToMnemonic()} {data}\n");
        }
    }
}
