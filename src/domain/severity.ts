/** Worst first. */
export type Severity = 'critical' | 'major' | 'minor' | 'info';
export const severities: readonly Severity[] = ['critical', 'major', 'minor', 'info'];
export const severityNames: Record<Severity, string> = {
  critical: 'nghiêm trọng',
  major: 'lớn',
  minor: 'nhỏ',
  info: 'thông tin',
};

/** Whose job it is: technical → Sở TTTT, regulatory → VP UBND, agency → the unit itself. */
export type Owner = 'technical' | 'regulatory' | 'agency';
export const owners: readonly Owner[] = ['technical', 'regulatory', 'agency'];
export function isOwner(code: string): code is Owner {
  return (owners as readonly string[]).includes(code);
}
/** Offices as of 2021; a city may rename them in its configuration. */
export const ownerNames: Record<Owner, string> = {
  technical: 'Sở TTTT',
  regulatory: 'VP UBND',
  agency: 'Đơn vị',
};
