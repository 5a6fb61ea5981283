/** The list of the console's views, in the order of the navigation. */
import type { ComponentType } from 'react';
import type { ViewName } from './address.js';
import { ChangesView } from './history/changes-view.js';
import { InsightsView } from './insights/insights-view.js';
import { IntuneView } from './intune/intune-view.js';
import { SettingsView } from './settings/settings-view.js';
import { TransferView } from './transfer/transfer-view.js';
import type { ViewProps } from './view-props.js';

export interface View {
  readonly name: ViewName;
  readonly label: string;
  readonly component: ComponentType<ViewProps>;
  /** Whether the view says something only about a tenant that is connected to Intune. */
  readonly needsIntune?: boolean;
}

export const VIEWS: readonly View[] = [
  { name: 'settings', label: 'Settings', component: SettingsView },
  { name: 'changes', label: 'Changes', component: ChangesView },
  { name: 'intune', label: 'Intune', component: IntuneView, needsIntune: true },
  { name: 'insights', label: 'Insights', component: InsightsView },
  { name: 'transfer', label: 'Import and export', component: TransferView },
];
