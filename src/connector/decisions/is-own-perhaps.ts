/** Whether an object of Graph may be the effect of a create whose outcome is not known yet. Nobody decides about it until it is. Pure. */
import type { TenantView } from '../worker/tenant-view.js';

export function isOwnPerhaps({ open }: Pick<TenantView, 'open'>, graphId: string): boolean {
  return open !== null && open.operation === 'create' && !open.idsBefore.includes(graphId);
}
