using System.Text.Json;

namespace Ledger.Application.Commands;

/// <summary>A property's path as the sender wrote it in JSON: <c>Evidence[0].Sha256</c> becomes <c>evidence[0].sha256</c>.</summary>
internal static class FieldPath
{
    public static string Of(string propertyPath) =>
        string.Join('.', propertyPath.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
