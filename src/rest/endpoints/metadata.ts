/** `$metadata`: the model as CSDL XML. Uses the same vocabulary as the JSON of the entity. */
import { ENTITY_TYPE, ENUMS, type GraphEnum } from '../../graph/vocabulary.js';

const NAMESPACE = 'microsoft.graph';

/** The document; the same for every tenant. */
export function metadataDocument(): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:DataServices>
    <Schema Namespace="${NAMESPACE}" xmlns="http://docs.oasis-open.org/odata/ns/edm">
${Object.values(ENUMS).map(enumType).join('\n')}
      <EntityType Name="entity" Abstract="true">
        <Key>
          <PropertyRef Name="id" />
        </Key>
        <Property Name="id" Type="Edm.String" Nullable="false" />
      </EntityType>
      <EntityType Name="${unqualified(ENTITY_TYPE)}" BaseType="${NAMESPACE}.entity">
        <Property Name="displayName" Type="Edm.String" Nullable="false" />
        <Property Name="helpUrl" Type="Edm.String" />
        <Property Name="issuer" Type="${ENUMS.issuer.type}" Nullable="false" />
        <Property Name="notificationType" Type="${ENUMS.notificationType.type}" Nullable="false" />
        <Property Name="renewalThresholdPercentage" Type="Edm.Int32" Nullable="false" />
      </EntityType>
      <EntityType Name="deviceManagement" BaseType="${NAMESPACE}.entity">
        <NavigationProperty Name="derivedCredentials" Type="Collection(${ENTITY_TYPE})" ContainsTarget="true" />
      </EntityType>
      <Function Name="delta" IsBound="true">
        <Parameter Name="bindingParameter" Type="Collection(${ENTITY_TYPE})" />
        <ReturnType Type="Collection(${ENTITY_TYPE})" />
      </Function>
      <Function Name="graphStatus" IsBound="true">
        <Parameter Name="bindingParameter" Type="${ENTITY_TYPE}" />
        <ReturnType Type="${NAMESPACE}.derivedCredentialGraphStatus" />
      </Function>
      <ComplexType Name="derivedCredentialGraphStatus" OpenType="true">
        <Property Name="state" Type="Edm.String" Nullable="false" />
        <Property Name="graphId" Type="Edm.String" />
        <Property Name="wantedVersion" Type="Edm.Int32" />
        <Property Name="confirmedVersion" Type="Edm.Int32" />
      </ComplexType>
      <EntityContainer Name="GraphService">
        <Singleton Name="deviceManagement" Type="${NAMESPACE}.deviceManagement" />
      </EntityContainer>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
`;
}

function enumType({ type, flags, members }: GraphEnum<string>): string {
  const lines = members.map(({ name, value }) => `        <Member Name="${name}" Value="${value}" />`);
  const open = `      <EnumType Name="${unqualified(type)}"${flags ? ' IsFlags="true"' : ''}>`;
  return [open, ...lines, '      </EnumType>'].join('\n');
}

function unqualified(type: string): string {
  return type.slice(NAMESPACE.length + 1);
}
