/** The view that exports all settings to a file, and imports a file after showing what that changes. */
import type { ViewProps } from '../view-props.js';
import { ExportCard } from './export-card.js';
import { ImportCard } from './import-card.js';

export function TransferView({ canWrite }: ViewProps) {
  return (
    <div className="transfer">
      <ImportCard canWrite={canWrite} />
      <ExportCard />
    </div>
  );
}
