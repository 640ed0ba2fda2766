using System.Text;
using System.Text.Unicode;
using Ledger.Domain.Kernel;
using Ledger.Domain.Values;
using Ledger.Host.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Host.Guards;

/// <summary>
/// Refuses an address that is not UTF-8 or has control characters in it, and one with an identity number: addresses end up in histories
/// and logs. Looks at the address as it was sent, because the server's decoder passes over what it cannot decode.
/// </summary>
public static class CleanAddress
{
    private static readonly char[] Separators = ['/', '?', '&', '=', ';', ',', '+', ' '];

    public static IApplicationBuilder UseCleanAddress(this IApplicationBuilder app, TimeProvider time) => app.Use(async (context, next) =>
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (Judge(target, ShanghaiTime.DayOf(time.GetUtcNow())) is { } problem)
            await new ProblemResult(problem).ExecuteAsync(context);
        else
            await next(context);
    });

    public static Problem? Judge(string target, DateOnly today)
    {
        var bytes = Decode(target);
        if (!Utf8.IsValid(bytes))
            return KnownProblems.BadRequest("request.address-not-utf8", "地址中的百分号编码不是有效的 UTF-8。");
        var text = Encoding.UTF8.GetString(bytes);
        if (text.Any(char.IsControl))
            return KnownProblems.BadRequest("request.address-control-character", "地址中含有控制字符。");
        var parts = text.Split(Separators);
        return parts.Any(part => ResidentIdentityNumber.TryParse(part, today, out _, out _)) ? KnownProblems.PrivateNumber : null;
    }

    /// <summary>Percent-decoding to bytes. A percent sign without two hexadecimal digits stands for itself.</summary>
    private static byte[] Decode(string target)
    {
        var bytes = new List<byte>(target.Length);
        for (var i = 0; i < target.Length; i++)
        {
            if (target[i] == '%' && i + 2 < target.Length && char.IsAsciiHexDigit(target[i + 1]) && char.IsAsciiHexDigit(target[i + 2]))
            {
                bytes.Add(Convert.FromHexString(target.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(target, i, 1));
            }
        }

        return [.. bytes];
    }
}
