using System.Text.RegularExpressions;
using Ledger.Host.Wording;
using Microsoft.OpenApi;

namespace Ledger.Host.OpenApi;

internal static partial class PathParameters
{
    public static IEnumerable<string> NamesIn(string pattern) => InBraces().Matches(pattern).Select(match => match.Groups[1].Value);

    public static void Add(OpenApiOperation operation, string name)
    {
        if (operation.Parameters!.Any(parameter => parameter.Name == name))
            return;
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Path,
            Required = true,
            Description = Meaning(name),
            Schema = name switch
            {
                "person" or "entry" or "subscription" => new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
                "year" => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                "edition" => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
                "division" => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[0-9]{6}$" },
                _ => new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = HostLimits.IdCharacters },
            },
        });
    }

    private static string Meaning(string name) => name switch
    {
        "person" => "人员的随机编号；不得使用身份号码",
        "subscription" => "订阅的编号",
        "edition" => "名单的版本：名单所述之日，yyyy-MM-dd",
        _ => Words.Field(name).Zh,
    };

    [GeneratedRegex(@"\{([a-z]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex InBraces();
}
