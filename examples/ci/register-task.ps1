# Registers a scheduled task of Windows that runs check.mjs every night, as the current user. Run it once, in the folder of the program:
#
#   .\register-task.ps1 -Stack live
#
# PULUMI_BACKEND_URL and PULUMI_CONFIG_PASSPHRASE_FILE have to be environment variables of that user.
param(
    [Parameter(Mandatory = $true)] [string] $Stack,
    [string] $At = "03:15",
    [string] $Folder = "reports"
)
$ErrorActionPreference = "Stop"

$program = (Get-Location).Path
$node = (Get-Command node).Source
$action = New-ScheduledTaskAction -Execute $node -Argument "check.mjs `"$Stack`" `"$Folder`"" -WorkingDirectory $program
$trigger = New-ScheduledTaskTrigger -Daily -At $At
$settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -ExecutionTimeLimit (New-TimeSpan -Minutes 30)
Register-ScheduledTask -TaskName "pulumi-ozeki check $Stack" -Action $action -Trigger $trigger -Settings $settings
