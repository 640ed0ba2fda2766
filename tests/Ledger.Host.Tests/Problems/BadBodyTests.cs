using System.Net;
using System.Text;

namespace Ledger.Host.Tests.Problems;

[Collection(OneLedger.Name)]
public sealed class BadBodyTests(RunningLedger ledger)
{
    private const string Good = """{"name":"虚构中心","host":"虚构大学","division":"360000","on":"2024-01-10","by":"hr-360000"}""";

    [Theory]
    [InlineData(""" "nick":"x" """, "nick", "field.unknown")]
    [InlineData(""" "name":"again" """, "name", "field.duplicate")]
    [InlineData(""" "institution":"another" """, "institution", "field.not-as-in-path")]
    [InlineData(""" "evidence":[{"kind":"笔录","sha256":7}] """, "evidence[0].sha256", "field.type")]
    [InlineData(""" "evidence":[{"kind":"笔录"}] """, "evidence[0].sha256", "field.missing")]
    [InlineData(""" "evidence":{} """, "evidence", "field.type")]
    [InlineData(""" "document":"\u0000" """, "document", "text.control-character")]
    [InlineData(""" "document":"\ud800" """, "document", "field.type")]
    [InlineData(""" "\ud800":1 """, "$", "field.name")]
    public async Task What_is_wrong_is_named_by_its_path(string also, string field, string code)
    {
        using var answer = await ledger.PostText($"/institutions/{Scenes.NewId("i")}", Good[..^1] + "," + also + "}");

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "request.invalid")).Errors().ShouldContain((field, code));
    }

    [Theory]
    [InlineData("on", "\"2024-02-30\"", "field.type")]
    [InlineData("on", "\"2024-2-3\"", "field.type")]
    [InlineData("on", "20240203", "field.type")]
    [InlineData("on", "null", "field.null")]
    [InlineData("name", "[\"a\"]", "field.type")]
    [InlineData("name", "null", "field.null")]
    public async Task A_value_of_the_wrong_kind_is_refused(string field, string value, string code)
    {
        var fields = new Dictionary<string, string>
        {
            ["name"] = "\"虚构中心\"",
            ["host"] = "\"虚构大学\"",
            ["division"] = "\"360000\"",
            ["on"] = "\"2024-01-10\"",
            ["by"] = "\"hr-360000\"",
        };
        fields[field] = value;
        var body = "{" + string.Join(",", fields.Select(pair => $"\"{pair.Key}\":{pair.Value}")) + "}";
        using var answer = await ledger.PostText($"/institutions/{Scenes.NewId("i")}", body);

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "request.invalid")).Errors().ShouldContain((field, code));
    }

    [Fact]
    public async Task A_missing_word_of_a_list_is_missing_and_not_its_first()
    {
        using var answer = await ledger.Post($"/decisions/{Scenes.NewId("d")}", new
        {
            institution = "x",
            listing = "l1",
            ground = "事由",
            on = "2024-06-01",
            by = Scenes.ProvincialHr,
        });
        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest)).Errors().ShouldBe([("gravity", "field.missing")]);

        using var wrong = await ledger.Post($"/decisions/{Scenes.NewId("d")}", new
        {
            institution = "x",
            listing = "l1",
            gravity = 1,
            ground = "事由",
            on = "2024-06-01",
            by = Scenes.ProvincialHr,
        });
        (await wrong.ShouldBeProblem(HttpStatusCode.BadRequest)).Errors().ShouldBe([("gravity", "field.type")]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("{\"name\":\"a\"")]
    [InlineData("{\"name\":\"a\",}")]
    [InlineData("{/* note */}")]
    [InlineData("{} {}")]
    [InlineData("'; drop table mt_events; --")]
    public async Task What_is_no_JSON_object_is_400(string body)
    {
        using var answer = await ledger.PostText($"/institutions/{Scenes.NewId("i")}", body);

        await answer.ShouldBeProblem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_and_depth_past_the_limit_are_400()
    {
        var path = $"/institutions/{Scenes.NewId("i")}";
        using var broken = await ledger.PostBytes(path, [(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}'], "application/json", "k1");
        await broken.ShouldBeProblem(HttpStatusCode.BadRequest, "body.not-utf8");

        var deep = Good[..^1] + ",\"evidence\":" + new string('[', 40) + new string(']', 40) + "}";
        using var nested = await ledger.PostText(path, deep);
        await nested.ShouldBeProblem(HttpStatusCode.BadRequest, "body.not-json");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=gb18030")]
    public async Task Another_content_type_is_415(string? mediaType)
    {
        using var answer = await ledger.PostBytes($"/institutions/{Scenes.NewId("i")}", Encoding.UTF8.GetBytes(Good), mediaType, "k2");

        await answer.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData(65 * 1024)]
    [InlineData(10 * 1024 * 1024)]
    public async Task A_body_past_its_limit_is_413_whether_or_not_its_length_is_said(int bytes)
    {
        var body = new byte[bytes];
        Array.Fill(body, (byte)' ');
        using var said = await ledger.PostBytes($"/institutions/{Scenes.NewId("i")}", body, "application/json", "k3");
        await said.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge);

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/institutions/{Scenes.NewId("i")}");
        request.Content = new StreamContent(new MemoryStream(body));
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("Idempotency-Key", "k4");
        using var chunked = await ledger.Client.SendAsync(request);
        await chunked.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://example.invalid\")")]
    [InlineData("'; DROP TABLE mt_events; --")]
    [InlineData("𠀀𪚥 虚构学院 🎓")]
    [InlineData("<script>alert(1)</script>")]
    public async Task Rare_characters_and_texts_that_would_be_code_elsewhere_are_only_text(string name)
    {
        var id = await ledger.Registered(name);

        var history = await ledger.Get($"/api/v1/institutions/{id}/history");
        history.GetProperty("facts")[0].GetProperty("statements")[0].GetProperty("value").GetString().ShouldBe(name);
    }

    [Fact]
    public async Task Names_and_reasons_past_their_limits_are_400()
    {
        using var answer = await ledger.Post($"/institutions/{Scenes.NewId("i")}", Scenes.Registration(new string('长', 121)));

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest)).Errors().Select(error => error.Field).ShouldContain("name");
    }

    [Theory]
    [InlineData("1e40")]
    [InlineData("-5")]
    [InlineData("0")]
    [InlineData("\"12\"")]
    [InlineData("99999")]
    public async Task Absurd_hours_are_400(string hours)
    {
        var body = $$"""
            {"entry":"{{Guid.NewGuid()}}","on":"2024-05-06","by":"institution",
             "said":{"form":"course","subject":"public","hours":{{hours}},"activity":"虚构培训班","from":"2024-05-01","to":"2024-05-05"} }
            """;
        using var answer = await ledger.PostText($"/credit-accounts/{Guid.NewGuid()}/2024/entries", body);

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest)).Errors().Select(error => error.Field).ShouldBe(["said.hours"]);
    }

    [Theory]
    [InlineData("99999999999")]
    [InlineData("1e3")]
    [InlineData("２０２４")]
    [InlineData("+2024")]
    public async Task A_year_in_the_address_that_is_no_number_is_400(string year)
    {
        var said = """{"form":"course","subject":"public","hours":5,"activity":"虚构培训班","from":"2024-05-01","to":"2024-05-05"}""";
        using var answer = await ledger.PostText(
            $"/credit-accounts/{Guid.NewGuid()}/{Uri.EscapeDataString(year)}/entries",
            $$"""{"entry":"{{Guid.NewGuid()}}","on":"2024-05-06","by":"institution","said":{{said}} }""");

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest)).Errors().Select(error => error.Field).ShouldBe(["year"]);
    }

    [Theory]
    [InlineData("activity", "课程110101199003070011")]
    [InlineData("activity", "课程 13800138000")]
    [InlineData("project", "110101199003070011")]
    public async Task A_number_that_names_a_person_never_becomes_a_fact(string field, string value)
    {
        var said = """{"form":"course","subject":"public","hours":5,"activity":"虚构","from":"2024-05-01","to":"2024-05-05"}""";
        said = field == "activity" ? said.Replace("虚构", value, StringComparison.Ordinal) : said[..^1] + $",\"{field}\":\"{value}\"}}";
        using var answer = await ledger.PostText(
            $"/credit-accounts/{Guid.NewGuid()}/2024/entries",
            $$"""{"entry":"{{Guid.NewGuid()}}","on":"2024-05-06","by":"合成姓名","said":{{said}} }""");

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest)).Errors().Select(error => error.Field)
            .ShouldBe(["by", "said." + field], ignoreOrder: true);
    }
}
