import { expect, it } from 'vitest';
import { judged } from './vulnerabilities.ts';

const advisory = (severity: string) => ({
  ...{ url: `https://advisories.example/${severity}`, title: 'reads too far', severity },
  ...{ name: 'zip', range: '<2' },
});
const answer = (...severities: string[]) =>
  JSON.stringify({ vulnerabilities: { zip: { via: severities.map(advisory) }, user: { via: ['zip'] } } });
const today = '2026-11-29';

it('fails for serious findings, and names them', () => {
  for (const severity of ['high', 'critical']) {
    const { fails, lines } = judged(answer(severity, 'low'), today);
    expect(fails).toBe(true);
    expect(lines.join('\n')).toContain(`${severity}: zip <2: reads too far`);
  }
});

it('prints lesser ones, and those that somebody has judged, until their day is over', () => {
  expect(judged(answer('moderate'), today)).toMatchObject({ fails: false, lines: [expect.any(String)] });
  const until = (day: string) => ({ [advisory('high').url]: { until: day, why: 'not reachable' } });
  expect(judged(answer('high'), today, until(today))).toMatchObject({
    fails: false,
    lines: [expect.stringContaining('not reachable')],
  });
  expect(judged(answer('high'), today, until('2026-11-28')).fails).toBe(true);
});

it('says in one line that nothing was checked where the registry does not answer, and fails nothing', () => {
  for (const none of ['', 'not json', '{"message":"405 Method Not Allowed"}', 'null'])
    expect(judged(none, today)).toEqual({ fails: false, lines: [expect.stringContaining('NOT CHECKED')] });
  expect(judged('{"vulnerabilities":{}}', today)).toEqual({
    fails: false,
    lines: ['No known vulnerabilities.'],
  });
});
