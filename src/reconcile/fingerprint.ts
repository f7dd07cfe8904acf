import { hash } from 'node:crypto';
import type { Finding } from '../domain/finding.ts';

/** A finding with the name by which it is known from run to run. */
export type JudgedFinding = Finding & { fingerprint: string };

/** 32 hex digits over what makes a finding the same one tomorrow: rule, procedure, agency, system, and its key. */
export function fingerprintOf(
  finding: Pick<Finding, 'rule' | 'procedure' | 'agency' | 'system' | 'key'>,
): string {
  const { rule, procedure, agency, system, key } = finding;
  return hash('sha256', JSON.stringify([rule, procedure, agency, system, key ?? null])).slice(0, 32);
}
