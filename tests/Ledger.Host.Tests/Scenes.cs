using System.Net;
using System.Text.Json;

namespace Ledger.Host.Tests;

/// <summary>Synthetic institutions brought to where a test begins, through the interface itself.</summary>
public static class Scenes
{
    public const string ProvincialHr = "hr-360000";

    public static string NewId(string prefix) => $"{prefix}-{Guid.NewGuid():N}"[..24];

    public static object Registration(string name, string host = "虚构大学") =>
        new { name, host, division = "360000", on = "2024-01-10", by = ProvincialHr };

    public static async Task<string> Registered(this RunningLedger ledger, string name)
    {
        var id = NewId("inst");
        await ledger.Done($"/institutions/{id}", Registration(name));
        return id;
    }

    /// <summary>Registered, applied, reviewed, determined and published for public subjects from 2024-03-01.</summary>
    public static async Task<string> Listed(this RunningLedger ledger, string name)
    {
        var id = await ledger.Registered(name);
        await ledger.Done($"/institutions/{id}/applications", new
        {
            application = "a1",
            kind = "public",
            lead = ProvincialHr,
            on = "2024-01-20",
        });
        await ledger.Done($"/institutions/{id}/applications/a1/reviews", new
        {
            recommended = true,
            experts = 5,
            siteVisited = true,
            opinion = "条件符合",
            on = "2024-02-10",
            by = ProvincialHr,
        });
        await ledger.Done($"/institutions/{id}/applications/a1/determination", new
        {
            listing = "l1",
            on = "2024-02-20",
            by = ProvincialHr,
        });
        await ledger.Done($"/institutions/{id}/listings", new
        {
            listing = "l1",
            on = "2024-03-01",
            by = ProvincialHr,
            document = "赣人社发〔2024〕1号",
        });
        return id;
    }

    /// <summary>Carries a decision on the listing <c>l1</c> from its opening to its issue on 2024-08-01.</summary>
    public static async Task<string> Delisted(this RunningLedger ledger, string institution)
    {
        var id = NewId("dec");
        await ledger.Done($"/decisions/{id}", new
        {
            institution,
            listing = "l1",
            gravity = "serious",
            ground = "出具虚假学时证明",
            on = "2024-06-01",
            by = ProvincialHr,
        });
        await ledger.Done($"/decisions/{id}/evidence", new
        {
            item = new { kind = "检查笔录", sha256 = new string('a', 64) },
            on = "2024-06-02",
            by = ProvincialHr,
        });
        await ledger.Done($"/decisions/{id}/notice", new { statementsUntil = "2024-06-20", on = "2024-06-05", by = ProvincialHr });
        await ledger.Done($"/decisions/{id}/statement", new
        {
            waived = false,
            summary = "承认事实，请求从轻",
            finding = "理由不成立",
            on = "2024-06-15",
            by = ProvincialHr,
        });
        await ledger.Done($"/decisions/{id}/issuance", new { on = "2024-08-01", by = ProvincialHr, document = "赣人社字〔2024〕88号" });
        return id;
    }

    /// <summary>
    /// A participation provided by an institution, claimed on 2024-06-30 and recognised on 2024-07-01 for the year 2024.
    /// </summary>
    public static async Task<Guid> Recognised(this RunningLedger ledger, decimal hours, string provider, Guid? of = null)
    {
        var (person, entry) = (of ?? Guid.NewGuid(), Guid.NewGuid());
        var account = $"/credit-accounts/{person}/2024/entries";
        await ledger.Done(account, new
        {
            entry,
            on = "2024-06-30",
            by = "institution",
            said = new
            {
                form = "course",
                subject = "professional",
                hours,
                activity = $"合成培训 {entry:N}"[..12],
                provider,
                from = "2024-06-01",
                to = "2024-06-30",
                division = "360100",
            },
        });
        await ledger.Done($"{account}/{entry}/recognition", new { hours, on = "2024-07-01", by = ProvincialHr });
        return person;
    }

    public static async Task<JsonElement> Done(this RunningLedger ledger, string path, object body, string? key = null)
    {
        using var answer = await ledger.Post(path, body, key);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        return await RunningLedger.Json(answer);
    }
}
