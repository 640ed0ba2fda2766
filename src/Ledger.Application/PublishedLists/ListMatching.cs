using System.Text.RegularExpressions;
using Ledger.Domain.PublishedLists;

namespace Ledger.Application.PublishedLists;

/// <param name="Scheme">What the list's codes number: part of each entry's institution id.</param>
internal sealed record ListIdentity(string Id, string Title, string Scheme, bool IsNew)
{
    public string InstitutionOf(string code) => $"{Scheme}-{code}";
}

/// <summary>
/// Which list a file belongs to. By its codes and not by its name: a file is easily renamed, and an edition imported into the wrong
/// list would end every entry of the right one.
/// </summary>
internal static partial class ListMatching
{
    /// <param name="known">The lists there are, each with its roster: every code that was ever on it.</param>
    public static (ListIdentity? List, ListRefusal? Refusal) Match(
        ListImportRequest request, string? scheme, IReadOnlyCollection<string> codes, IReadOnlyList<(ListOpened List,
            PublishedList State)> known)
    {
        var opened = request.List is { } id ? known.FirstOrDefault(each => each.List.List == id) : default;
        if (request.List is { } named)
        {
            return !ListId().IsMatch(named)
                ? (null, new("list.id", "名单代号只能由小写字母、数字和连字符组成，最长40个字符",
                    "A list's id holds lower-case letters, digits and hyphens, 40 at most."))
                : opened.List is null
                    ? (New(request, named, scheme), null)
                    : Existing(request, opened.List, opened.State, scheme);
        }

        var shares = known.Where(each => each.List.Publisher == request.Publisher)
            .Select(each => (each.List, each.State, Shared: codes.Count(each.State.Roster.ContainsKey)))
            .Where(each => each.Shared > 0)
            .OrderByDescending(each => each.Shared)
            .ToList();
        return shares switch
        {
            [] => (New(request, Unique(SlugOf(request.File), known), scheme), null),
            [var best, .. var others] when best.Shared * 2 >= codes.Count && others.All(other => other.Shared < best.Shared) =>
                Existing(request, best.List, best.State, scheme),
            _ => (null, new("list.which", "不能确定这是哪份名单：它与已有名单只有部分代码相同（"
                + string.Join("，", shares.Select(share => $"{share.List.List}：{share.Shared}个")) + "）",
                "It cannot be told which list this is: it shares only some codes with "
                + string.Join(", ", shares.Select(share => $"{share.List.List} ({share.Shared})")) + ".",
                "请用 --list 指明名单代号；新名单请另取代号")),
        };
    }

    /// <summary><c>moe-regular-hei-20250620.csv</c> becomes <c>moe-regular-hei</c>.</summary>
    public static string SlugOf(string file)
    {
        var slug = NotSlug().Replace(StemOf(file).ToLowerInvariant(), "-").Trim('-');
        return slug.Length == 0 ? "list" : slug[..Math.Min(slug.Length, 32)].Trim('-');
    }

    private static (ListIdentity?, ListRefusal?) Existing(
        ListImportRequest request, ListOpened list, PublishedList state, string? scheme)
    {
        if (list.Publisher != request.Publisher)
            return (null, new("list.other-publisher", $"名单{list.List}的发布者是{list.Publisher}，不是{request.Publisher}",
                $"The list {list.List} is published by {list.Publisher}, not {request.Publisher}.", "请核对发布者，或者另取名单代号"));
        return scheme is not null && scheme != list.Scheme
            ? (null, new("list.scheme", $"名单{list.List}原用{list.Scheme}编码，此文件用{scheme}编码，不能对应",
                $"The list {list.List} is numbered by {list.Scheme}, this file by {scheme}.", "请使用原来的代码列"))
            : (new(list.List, request.Title ?? state.Title ?? list.Title, list.Scheme, false), null);
    }

    private static ListIdentity New(ListImportRequest request, string id, string? scheme) =>
        new(id, request.Title ?? (StemOf(request.File) is { Length: > 0 } stem ? stem : id), scheme ?? id, true);

    private static string Unique(string slug, IReadOnlyList<(ListOpened List, PublishedList State)> known)
    {
        var taken = known.Select(each => each.List.List).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, known.Count + 1).Select(n => n == 1 ? slug : $"{slug}-{n}").First(id => !taken.Contains(id));
    }

    private static string StemOf(string file) => TrailingDay().Replace(Path.GetFileNameWithoutExtension(file), string.Empty);

    [GeneratedRegex(@"^[a-z0-9](?:-?[a-z0-9]){0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ListId();

    [GeneratedRegex(@"[-_ ]?(?:[0-9]{8}|[0-9]{4}[-_.][0-9]{1,2}(?:[-_.][0-9]{1,2})?|[0-9]{6}|[0-9]{4})\z", RegexOptions.CultureInvariant)]
    private static partial Regex TrailingDay();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotSlug();
}
