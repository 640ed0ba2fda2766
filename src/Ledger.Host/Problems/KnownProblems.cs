using System.Globalization;
using Ledger.Projections.AnnualSummaries;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Problems;

/// <summary>The problems of the service itself. What the law refuses is said by <see cref="AnswerProblems"/>.</summary>
public static class KnownProblems
{
    public static Problem BadRequest(string code, string detail) => Problem.Of(400, code, "请求有误", detail);

    public static Problem BadFields(IEnumerable<FieldError> errors)
    {
        var told = errors.Take(HostLimits.FieldErrors).ToList();
        return Problem.Of(400, "request.invalid", "请求有误", $"有 {told.Count} 处需要更正，详见 errors。") with { Errors = told };
    }

    public static Problem NotFound(string code, string detail) => Problem.Of(404, code, "未找到", detail);

    public static Problem PrivateNumber { get; } = BadRequest(
        "request.identity-number-in-address",
        "地址中含有公民身份号码。身份号码不得出现在地址中；请使用系统的人员编号，并删除浏览器历史和日志中的该地址。");

    public static Problem LoopbackOnly { get; } = Problem.Of(
        403, "request.loopback-only", "仅限本机", "登录功能启用之前，只接受本机（回环地址）直接发来的此类请求。");

    public static Problem CrossOrigin { get; } = Problem.Of(
        403, "request.cross-origin", "拒绝跨站请求", "此类请求只能由本服务的页面或本机程序发出，不能由其他网站的页面代发。");

    public static Problem KeyReused { get; } = Problem.Of(
        409, "request.idempotency-key-reused", "幂等键已被使用", "该 Idempotency-Key 已用于另一条不同的命令。请为新的命令使用新的键。");

    public static Problem Contended { get; } = Problem.Of(
        409, "request.contended", "同时写入过多", "同时有太多写入，本次未写入任何内容。可原样重发。");

    public static Problem Stale(long expected, long actual) => Problem.Of(
        412, "request.stale", "内容已变化", $"If-Match 的版本为 {expected}，现在的版本为 {actual}。请重新读取后再决定。") with
    { Actual = actual };

    /// <param name="name">The parameter that named the position.</param>
    public static Problem BeyondHead(string name, long asked, long head) => BadFields(
        [new FieldError(name, "query.beyond-head", $"记录位置 {asked} 尚不存在；现有的最后一个位置是 {head}。")]);

    public static Problem ToCome(string name) => BadFields([new FieldError(name, "query.to-come", "该时间尚未到来。")]);

    public static Problem ReadModelBehind(long position) => Problem.Of(
        503, "service.read-model-behind", "尚未汇总到该位置", $"查询用的表还没有汇总到记录位置 {position}，请稍后再试。") with
    {
        Headers = new Dictionary<string, string> { ["Retry-After"] = "1" },
    };

    /// <param name="position">The last that the standby has.</param>
    public static Problem ReplicaBehind(long position, Uri primary) => Problem.Of(
        503, "service.replica-behind", "副本尚未追到", $"本节点只读，所用的副本现在追到记录位置 {position}，还没有所问的内容。请稍后再试。") with
    {
        DetailEn = $"This node reads from a standby, which has come to position {position} and not to what is asked for.",
        Mend = $"或者直接向主服务查询：{primary}",
        Headers = new Dictionary<string, string> { ["Retry-After"] = "1" },
    };

    /// <summary>RFC 9110 section 15.5.20: this server gives no answer of its own to that.</summary>
    public static Problem OnlyReads(Uri primary) => Problem.Of(421, "service.reader", "本节点只读", "本节点只答复查询，不接受写入。") with
    {
        DetailEn = "This node answers questions and takes no writes.",
        Mend = $"请把写入发往主服务：{primary}",
    };

    /// <summary>RFC 9110 section 15.5.20. Which hosts there are is not said.</summary>
    public static Problem NoSuchHost { get; } = Problem.Of(
        421, "service.no-such-host", "没有这个主机名", "此主机名下没有账本。") with
    {
        DetailEn = "No ledger is served under this host name.",
        Mend = "请核对地址；经由代理访问时，代理须原样转发 Host 标头。",
    };

    /// <param name="seconds">Until it is tried again.</param>
    public static Problem LedgerUnavailable(int seconds) => Problem.Of(
        503, "service.ledger-unavailable", "账本暂不可用", "该账本尚未打开，或暂时无法打开；服务会自行重试。请稍后再试。") with
    {
        DetailEn = "This ledger is not open yet, or cannot be opened now; the service tries again by itself.",
        Headers = new Dictionary<string, string> { ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture) },
    };

    public static Problem LedgerBusy { get; } = Problem.Of(
        503, "service.ledger-busy", "请求过多", "该账本同时在办的请求过多，请稍后再试。") with
    {
        DetailEn = "Too many requests to this ledger are under way.",
        Headers = new Dictionary<string, string> { ["Retry-After"] = HostLimits.BusyRetryAfter.ToString(CultureInfo.InvariantCulture) },
    };

    public static Problem TooManyPersons { get; } = Problem.Of(
        422, "summary.too-many-persons", "涉及的人员过多",
        $"按某一位置或某一天重新计算，一次最多涉及 {SummaryLimits.PersonsPerAnswer} 人。") with
    {
        Mend = "请在本机运行 ledger summary（不限人数），或查阅已发布的年度统计版本（/api/v1/editions）。",
    };

    public static Problem DatabaseUnavailable { get; } = Problem.Of(
        503, "service.database-unavailable", "数据库暂不可用", "现在无法连接数据库，请稍后再试。") with
    {
        Headers = new Dictionary<string, string> { ["Retry-After"] = "5" },
    };

    public static Problem SealingLags { get; } = Problem.Of(
        503, "service.sealing-lags", "封存落后", "待封存的事实过多，暂不能给出该位置的根。请稍后再试。") with
    {
        Headers = new Dictionary<string, string> { ["Retry-After"] = "5" },
    };

    /// <summary>The problem for a bare status that nothing else has explained.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => BadRequest("request.malformed", "无法识别该请求。"),
        StatusCodes.Status403Forbidden => Problem.Of(status, "request.forbidden", "不允许", "不允许该请求。"),
        StatusCodes.Status404NotFound => NotFound("request.no-such-address", "没有这个地址。"),
        StatusCodes.Status405MethodNotAllowed => Problem.Of(status, "request.method", "不支持该方法", "该地址不支持此 HTTP 方法，支持的方法见 Allow 标头。"),
        StatusCodes.Status408RequestTimeout => Problem.Of(status, "request.timeout", "请求超时", "请求未在限定时间内传完。"),
        StatusCodes.Status413PayloadTooLarge => Problem.Of(
            status, "request.too-large", "请求过大", $"请求正文超过上限（{HostLimits.CommandBodyBytes} 字节）。"),
        StatusCodes.Status415UnsupportedMediaType => Problem.Of(
            status, "request.media-type", "不支持的内容类型", "正文须为 application/json，编码为 UTF-8。"),
        StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout =>
            Problem.Of(503, "service.timeout", "处理超时", "未能在限定时间内答复，请稍后再试。"),
        >= 400 and < 500 => Problem.Of(status, "request.refused", "请求被拒绝", "服务不接受该请求。"),
        _ => Problem.Of(500, "service.fault", "服务出错", "服务内部出错，已记录。请把 traceId 告知管理员。"),
    };
}
