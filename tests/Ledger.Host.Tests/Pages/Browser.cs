using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace Ledger.Host.Tests.Pages;

/// <summary>Debian's Chromium with its own driver, in a profile of its own. Nothing is downloaded and nothing reported.</summary>
public class Browser : IDisposable
{
    private const string Chromium = "/usr/bin/chromium";
    private const string Driver = "/usr/bin/chromedriver";
    private readonly string profile = Directory.CreateTempSubdirectory("ledger-browser-").FullName;
    private readonly ChromeDriverService service;

    public Browser() : this(runsScript: true) { }

    private protected Browser(bool runsScript)
    {
        var options = new ChromeOptions { BinaryLocation = Chromium };
        options.AddArguments(
            "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--lang=zh-CN", $"--user-data-dir={profile}");
        if (!runsScript)
            options.AddUserProfilePreference("profile.managed_default_content_settings.javascript", 2);
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        service = ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(Driver), Path.GetFileName(Driver));
        service.SuppressInitialDiagnosticInformation = true;
        Page = new ChromeDriver(service, options, TimeSpan.FromSeconds(60));
    }

    public ChromeDriver Page { get; }

    /// <summary>A phone's window, in CSS pixels. A desktop's does not get this narrow, so a device is emulated.</summary>
    public void AsPhone() => Page.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new Dictionary<string, object?>
    {
        ["width"] = 390,
        ["height"] = 844,
        ["deviceScaleFactor"] = 2,
        ["mobile"] = true,
    });

    public void AsDesk()
    {
        Medium("");
        Page.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new Dictionary<string, object?>
        {
            ["width"] = 1280,
            ["height"] = 900,
            ["deviceScaleFactor"] = 1,
            ["mobile"] = false,
        });
    }

    /// <summary>As a printer would lay it out, on A4 less its margins.</summary>
    public void AsPaper()
    {
        Medium("print");
        Page.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new Dictionary<string, object?>
        {
            ["width"] = 680,
            ["height"] = 986,
            ["deviceScaleFactor"] = 1,
            ["mobile"] = false,
        });
    }

    private void Medium(string medium) =>
        Page.ExecuteCdpCommand("Emulation.setEmulatedMedia", new Dictionary<string, object?> { ["media"] = medium });

    /// <summary>What the page wrote to the console, refusals of the content security policy among it.</summary>
    public IReadOnlyList<string> ConsoleErrors() =>
        [.. Page.Manage().Logs.GetLog(LogType.Browser).Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Message)];

    /// <summary>The whole page as a picture, into LEDGER_SCREENSHOTS where that names a folder.</summary>
    public void Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("LEDGER_SCREENSHOTS") is not { Length: > 0 } folder)
            return;
        var picture = (Dictionary<string, object?>)Page.ExecuteCdpCommand(
            "Page.captureScreenshot", new Dictionary<string, object?> { ["format"] = "png", ["captureBeyondViewport"] = true })!;
        File.WriteAllBytes(Path.Combine(folder, name + ".png"), Convert.FromBase64String((string)picture["data"]!));
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Page.Quit();
        Page.Dispose();
        service.Dispose();
        try
        {
            Directory.Delete(profile, recursive: true);
        }
        catch (IOException)
        {
            // The browser's last process may still be writing; the folder for temporary files is emptied anyway.
        }
    }
}

/// <summary>The same with scripts turned off in its settings, as some offices have it.</summary>
public sealed class ScriptlessBrowser() : Browser(runsScript: false);
