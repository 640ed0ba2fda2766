namespace Ledger.Host;

/// <summary>Where the interface for programs stands.</summary>
public static class ApiRoutes
{
    public const string Prefix = "/api/v1";
    public const string OpenApi = "/openapi/v1.json";
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";
}
