import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { onTestFinished } from 'vitest';
import { unitsOf } from '../../src/domain/concerned.ts';
import type { RunSummary } from '../../src/domain/run.ts';
import { rules } from '../../src/reconcile/rules/index.ts';
import { buildModel, type ModelSettings, type ReportModel } from '../../src/report/model.ts';
import type { DiscrepancyRow } from '../../src/report/source.ts';
import { ruleProfiles } from '../../src/words/findings.ts';
import { memorySource, sampleCity } from './sample.ts';

/** A row with everything filled in; a test gives what it is about. */
export function row(given: Partial<DiscrepancyRow> = {}): DiscrepancyRow {
  const { procedure = '1.004194', agency = 'H13.1', system = 'portal' } = given;
  const message = given.message ?? `Thủ tục ${procedure ?? '?'} tại ${agency ?? '?'}: thiếu.`;
  return {
    fingerprint: `${given.rule ?? 'missing-offering'} ${procedure} ${agency} ${system} ${given.key}`,
    rule: 'missing-offering',
    severity: 'major',
    owner: 'technical',
    procedure,
    agency,
    system,
    expected: 'có dịch vụ',
    actual: null,
    message,
    brief: message,
    namesUnits: false,
    state: 'new',
    firstSeen: '2021-11-23T01:00:00.000Z',
    evidence: {},
    key: null,
    lastSeen: '2021-11-23T01:00:00.000Z',
    resolvedAt: null,
    waiver: null,
    files: 0,
    units: unitsOf({ agency, units: named(given.evidence?.agencies) }),
    ...given,
  };
}

export const waiver = {
  by: 'Nguyễn Thị Hạnh',
  reason: 'chờ thông tư',
  until: null,
  at: '2021-11-01T00:00:00.000Z',
};

export function modelOf(
  rows: readonly DiscrepancyRow[],
  change: Partial<RunSummary> = {},
  settings: Partial<ModelSettings> = {},
): Promise<ReportModel> {
  return buildModel(memorySource(rows, change), {
    city: sampleCity,
    rules: ruleProfiles(rules),
    ...settings,
  });
}

function named(agencies: unknown): string[] {
  return Array.isArray(agencies) ? agencies.filter(code => typeof code === 'string') : [];
}

/** A folder of its own, gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dvc-sync-report-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What a writer of text wrote. */
export async function written(
  produce: (write: (text: string) => Promise<void>) => Promise<void>,
): Promise<string> {
  const parts: string[] = [];
  await produce(async text => {
    parts.push(text);
  });
  return parts.join('');
}

/** Any text at all: every UTF-16 unit, lone surrogates included, with the ones that mean something more often. */
export const anyText: fc.Arbitrary<string> = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map(code => String.fromCharCode(code)),
    fc.constantFrom(
      ...'=+-@\t\r\n \'"&<>;,`\u0000\u001b\u0085\ud83d\ude00',
      '_x0041_',
      ']]>',
      '<!--',
      '</script',
      'ế',
    ),
  ),
  maxLength: 40,
});
