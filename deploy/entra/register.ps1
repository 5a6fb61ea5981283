<#
.SYNOPSIS
  Registers the service in a tenant of Microsoft Entra ID, and lets a client application use it.

.DESCRIPTION
  Run it as an administrator of the tenant: a Cloud Application Administrator will do.
  It brings the registration to what app-registration.json says and may be run again at any time: what is there already
  stays, with its ids. It prints the settings with which to start the service.

.EXAMPLE
  ./register.ps1 -TenantId 11111111-aaaa-4bbb-8ccc-222222222222

.EXAMPLE
  ./register.ps1 -TenantId 11111111-aaaa-4bbb-8ccc-222222222222 -Environment USGov `
    -ClientId 33333333-cccc-4ddd-8eee-444444444444 -Permission DeviceManagementServiceConfig.Read.All
#>
#Requires -Modules Microsoft.Graph.Authentication
[CmdletBinding()]
param(
  # The tenant in which to register.
  [Parameter(Mandatory)] [guid] $TenantId,
  # The cloud of the tenant, as Connect-MgGraph names it.
  [ValidateSet('Global', 'USGov', 'USGovDoD', 'China')] [string] $Environment = 'Global',
  # A client application that shall be granted a permission of its own, without a user.
  [ValidatePattern('^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$')] [string] $ClientId,
  # The permission that it is granted.
  [ValidateSet('DeviceManagementServiceConfig.Read.All', 'DeviceManagementServiceConfig.ReadWrite.All')]
  [string] $Permission = 'DeviceManagementServiceConfig.ReadWrite.All'
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Invoke-Graph([string] $Method, [string] $Path, [string] $Body) {
  $request = @{ Method = $Method; Uri = "/v1.0/$Path"; OutputType = 'PSObject' }
  if ($Body) { $request += @{ Body = $Body; ContentType = 'application/json' } }
  Invoke-MgGraphRequest @request
}

# Everything in a collection that a filter matches.
function Find-Graph([string] $Collection, [string] $Filter) {
  (Invoke-Graph GET "$Collection`?`$filter=$([uri]::EscapeDataString($Filter))").value
}

# What was made a moment ago may not be known everywhere yet, so this tries again for a minute.
function Invoke-WhenKnown([scriptblock] $Action) {
  for ($try = 1; ; $try++) {
    try { return & $Action } catch { if ($try -eq 12) { throw } }
    Start-Sleep -Seconds 5
  }
}

# The service principal of an application in this tenant, made where it is missing.
function Get-Principal([string] $AppId) {
  $found = @(Find-Graph servicePrincipals "appId eq '$AppId'")
  if ($found.Count -gt 0) { return $found[0] }
  Invoke-WhenKnown { Invoke-Graph POST servicePrincipals (@{ appId = $AppId } | ConvertTo-Json) }
}

$scopes = @('Application.ReadWrite.All')
if ($ClientId) { $scopes += 'AppRoleAssignment.ReadWrite.All' }
Connect-MgGraph -TenantId $TenantId -Environment $Environment -Scopes $scopes -NoWelcome

# 1. The registration, found by its name.
$manifest = Get-Content -Raw -Path (Join-Path $PSScriptRoot 'app-registration.json')
$name = ($manifest | ConvertFrom-Json).displayName
$found = @(Find-Graph applications "displayName eq '$name'")
if ($found.Count -gt 1) { throw "There are $($found.Count) applications named '$name'. Rename or remove the others." }
$app = if ($found.Count -eq 1) { $found[0] } else {
  Invoke-Graph POST applications (@{ displayName = $name; signInAudience = 'AzureADMyOrg' } | ConvertTo-Json)
}

# 2. Its permissions, the version of its tokens and its address, which holds an id that it has only now.
$content = $manifest.Replace('{appId}', $app.appId)
Invoke-WhenKnown { Invoke-Graph PATCH "applications/$($app.id)" $content } | Out-Null

# 3. Its presence in the tenant, without which nobody can ask for its tokens.
$service = Get-Principal $app.appId

# 4. The permission of the client.
if ($ClientId) {
  $client = Get-Principal $ClientId
  $role = ($manifest | ConvertFrom-Json).appRoles | Where-Object value -EQ $Permission
  $granted = @((Invoke-Graph GET "servicePrincipals/$($client.id)/appRoleAssignments").value) |
    Where-Object { $_.resourceId -eq $service.id -and $_.appRoleId -eq $role.id }
  if (-not $granted) {
    $grant = @{ principalId = $client.id; resourceId = $service.id; appRoleId = $role.id } | ConvertTo-Json
    Invoke-WhenKnown { Invoke-Graph POST "servicePrincipals/$($service.id)/appRoleAssignedTo" $grant } | Out-Null
  }
}

$cloud = @{ Global = 'global'; USGov = 'usgov'; USGovDoD = 'dod'; China = 'china' }[$Environment]
"AUTH_CLOUD=$cloud"
"AUTH_AUDIENCE=$($app.appId)"
"AUTH_ALLOWED_TENANTS=$TenantId"
