<#
.SYNOPSIS
  Registers the service in a Microsoft Entra ID tenant, and optionally grants a client application a permission.

.DESCRIPTION
  Run it as an administrator of the tenant (Cloud Application Administrator is enough).
  It creates the registration or updates it as described in app-registration.json. It is safe to run it again: existing objects
  and their ids are kept. It prints the environment variables for the service.

  The registration asks for the application permission of Microsoft Graph with which the service reads and writes Intune. Nothing
  can be done with it before it is granted: -ConnectIntune grants it, for which you have to be a Privileged Role Administrator.

.EXAMPLE
  ./register.ps1 -TenantId 11111111-aaaa-4bbb-8ccc-222222222222

.EXAMPLE
  ./register.ps1 -TenantId 11111111-aaaa-4bbb-8ccc-222222222222 -ConnectIntune

.EXAMPLE
  ./register.ps1 -TenantId 11111111-aaaa-4bbb-8ccc-222222222222 -PagesUrl https://settings.contoso.com

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
  # The application id of a client to which an application permission (without a user) is granted.
  [ValidatePattern('^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$')] [string] $ClientId,
  # The addresses of the service, if users sign in on its pages. They get the permission on behalf of the users.
  [ValidatePattern('^https?://[^?#]+$')] [string[]] $PagesUrl,
  # The permission to grant to the client, and to the pages.
  [ValidateSet('DeviceManagementServiceConfig.Read.All', 'DeviceManagementServiceConfig.ReadWrite.All')]
  [string] $Permission = 'DeviceManagementServiceConfig.ReadWrite.All',
  # Grant the service its permission of Microsoft Graph, so that it can read and write Intune in this tenant.
  [switch] $ConnectIntune
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Invoke-Graph([string] $Method, [string] $Path, [string] $Body) {
  $request = @{ Method = $Method; Uri = "/v1.0/$Path"; OutputType = 'PSObject' }
  if ($Body) { $request += @{ Body = $Body; ContentType = 'application/json' } }
  Invoke-MgGraphRequest @request
}

# All objects in a collection that match a filter.
function Find-Graph([string] $Collection, [string] $Filter) {
  (Invoke-Graph GET "$Collection`?`$filter=$([uri]::EscapeDataString($Filter))").value
}

# Retries for a minute: Entra ID is eventually consistent, so a new object may not be found at once.
function Invoke-WithRetry([scriptblock] $Action) {
  for ($try = 1; ; $try++) {
    try { return & $Action } catch { if ($try -eq 12) { throw } }
    Start-Sleep -Seconds 5
  }
}

# The service principal of an application in this tenant, created if it does not exist.
function Get-Principal([string] $AppId) {
  $found = @(Find-Graph servicePrincipals "appId eq '$AppId'")
  if ($found.Count -gt 0) { return $found[0] }
  Invoke-WithRetry { Invoke-Graph POST servicePrincipals (@{ appId = $AppId } | ConvertTo-Json) }
}

# The registration with a name, created if it does not exist.
function Get-Registration([string] $Name) {
  $found = @(Find-Graph applications "displayName eq '$Name'")
  if ($found.Count -gt 1) { throw "There are $($found.Count) applications named '$Name'. Rename or remove the others." }
  if ($found.Count -eq 1) { return $found[0] }
  Invoke-Graph POST applications (@{ displayName = $Name; signInAudience = 'AzureADMyOrg' } | ConvertTo-Json)
}

# Grants a delegated permission of a resource to a client for all users, in place of what it had.
function Grant-Scope([object] $Client, [object] $Resource, [string] $Scope) {
  $filter = "clientId eq '$($Client.id)' and resourceId eq '$($Resource.id)' and consentType eq 'AllPrincipals'"
  $granted = @(Find-Graph oauth2PermissionGrants $filter)
  if ($granted.Count -gt 0) {
    Invoke-Graph PATCH "oauth2PermissionGrants/$($granted[0].id)" (@{ scope = $Scope } | ConvertTo-Json) | Out-Null
    return
  }
  $grant = @{ clientId = $Client.id; consentType = 'AllPrincipals'; resourceId = $Resource.id; scope = $Scope } | ConvertTo-Json
  Invoke-WithRetry { Invoke-Graph POST oauth2PermissionGrants $grant } | Out-Null
}

# Grants an application permission of a resource to a client, unless it has it.
function Grant-Role([object] $Client, [object] $Resource, [string] $RoleId) {
  $granted = @((Invoke-Graph GET "servicePrincipals/$($Client.id)/appRoleAssignments").value) |
    Where-Object { $_.resourceId -eq $Resource.id -and $_.appRoleId -eq $RoleId }
  if ($granted) { return }
  $grant = @{ principalId = $Client.id; resourceId = $Resource.id; appRoleId = $RoleId } | ConvertTo-Json
  Invoke-WithRetry { Invoke-Graph POST "servicePrincipals/$($Resource.id)/appRoleAssignedTo" $grant } | Out-Null
}

$scopes = @('Application.ReadWrite.All')
if ($ClientId -or $ConnectIntune) { $scopes += 'AppRoleAssignment.ReadWrite.All' }
if ($PagesUrl) { $scopes += 'DelegatedPermissionGrant.ReadWrite.All' }
Connect-MgGraph -TenantId $TenantId -Environment $Environment -Scopes $scopes -NoWelcome

# 1. Find the registration by its name, or create it.
$manifest = Get-Content -Raw -Path (Join-Path $PSScriptRoot 'app-registration.json')
$name = ($manifest | ConvertFrom-Json).displayName
$app = Get-Registration $name

# 2. Set its permissions, token version and identifier URI, which contains the application id.
$content = $manifest.Replace('{appId}', $app.appId)
Invoke-WithRetry { Invoke-Graph PATCH "applications/$($app.id)" $content } | Out-Null

# 3. Create its service principal, without which no token can be issued for it.
$service = Get-Principal $app.appId

# 4. Grant the permission to the client.
if ($ClientId) {
  $role = ($manifest | ConvertFrom-Json).appRoles | Where-Object value -EQ $Permission
  Grant-Role (Get-Principal $ClientId) $service $role.id
}

# 5. Grant the service what the registration asks for, which is consent for the whole tenant.
if ($ConnectIntune) {
  foreach ($resource in ($manifest | ConvertFrom-Json).requiredResourceAccess) {
    $principal = Get-Principal $resource.resourceAppId
    foreach ($access in $resource.resourceAccess) { Grant-Role $service $principal $access.id }
  }
}

# 6. Register the pages as an application of their own, which has no secret, and grant it the permission for all users.
if ($PagesUrl) {
  $pages = Get-Registration "$name pages"
  $scope = ($manifest | ConvertFrom-Json).api.oauth2PermissionScopes | Where-Object value -EQ $Permission
  $needed = @{ resourceAppId = $app.appId; resourceAccess = @(@{ id = $scope.id; type = 'Scope' }) }
  $uris = @($PagesUrl | ForEach-Object { "$($_.TrimEnd('/'))/sign-in" })
  $content = @{ spa = @{ redirectUris = $uris }; requiredResourceAccess = @($needed) } | ConvertTo-Json -Depth 5
  Invoke-WithRetry { Invoke-Graph PATCH "applications/$($pages.id)" $content } | Out-Null
  Grant-Scope (Get-Principal $pages.appId) $service $Permission
}

$cloud = @{ Global = 'global'; USGov = 'usgov'; USGovDoD = 'dod'; China = 'china' }[$Environment]
"AUTH_CLOUD=$cloud"
"AUTH_AUDIENCE=$($app.appId)"
"AUTH_ALLOWED_TENANTS=$TenantId"
if ($PagesUrl) { "SIGN_IN_CLIENT_ID=$($pages.appId)" }
if ($ConnectIntune) {
  "GRAPH_TENANTS=$TenantId"
  "GRAPH_CLIENT_ID=$($app.appId)"
}
