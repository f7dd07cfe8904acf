import type { ReportModel, SystemPart } from './model.ts';
import { hasShrunk } from './sentences.ts';

/** What only those read who have the command line; it stands behind "Dành cho kỹ thuật". */

export const mendingCommand = 'dvc-sync plan --from-findings';
export const beginningByCommand = `bắt đầu bằng lệnh “${mendingCommand}”`;

/** What one types about a system that was not read whole. */
export function sourceCommand(system: SystemPart, model: ReportModel): string {
  if (hasShrunk(system, model)) return `dvc-sync run --accept-shrink ${system.name} --reason "lý do"`;
  return system.status === 'unreadable' ? 'dvc-sync check' : 'dvc-sync run';
}
