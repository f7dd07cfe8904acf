/** Worst first. */
export const severities = ['critical', 'major', 'minor', 'info'] as const;
export type Severity = (typeof severities)[number];
export const severityNames: Record<Severity, string> = {
  critical: 'nghiêm trọng',
  major: 'lớn',
  minor: 'nhỏ',
  info: 'thông tin',
};

/** Whose job it is: technical → Sở TTTT, regulatory → VP UBND, agency → the unit itself. */
export const owners = ['technical', 'regulatory', 'agency'] as const;
export type Owner = (typeof owners)[number];
export function isOwner(code: string): code is Owner {
  return (owners as readonly string[]).includes(code);
}
/** Offices as of 2021; a city may rename them in its configuration. */
export const ownerNames: Record<Owner, string> = {
  technical: 'Sở TTTT',
  regulatory: 'VP UBND',
  agency: 'Đơn vị',
};
