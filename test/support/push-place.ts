import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { localCode } from '../../src/domain/code.ts';
import { ownFile } from '../../src/domain/own-files.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { portalAgencyId } from '../sandbox/city/base-city.ts';
import { type SandboxCity, sandboxCity, withBare } from '../sandbox/city/city.ts';
import { dvcSync, type Ended } from './command.ts';
import { type Place, placeOf } from './place.ts';

/** Definitions of the two procedures, as a city keeps them. */
export const samples = fileURLToPath(ownFile('config/can-tho/services'));
export const architect = '1.008989';
export const poor = '1.011606';

/** A sandbox city whose two sample procedures are not online yet, read once, with their definitions in `services`. */
export interface PushPlace extends Place {
  services: string;
  call(...args: string[]): Promise<Ended>;
}

/**
 * `small`: with these two procedures only, which is quicker. `communes`: with so many of the 83; each of them is written
 * to, and looked up again with every write. `unknownAtOneStop`: there they are names and no more.
 */
export async function pushPlace<P extends Place = Place>(
  settings?: Record<string, unknown>,
  {
    small = false,
    communes = small ? 12 : 83,
    unknownAtOneStop = false,
  }: { small?: boolean; communes?: number; unknownAtOneStop?: boolean } = {},
  open: (city: SandboxCity, settings?: Record<string, unknown>) => Promise<P> = placeOf as () => Promise<P>,
): Promise<PushPlace & P> {
  const city = withBare(await sandboxCity({ faults: false }), [architect, poor]);
  if (unknownAtOneStop) {
    for (const { code, offerings, cases } of city.seeds.oneStop.procedures)
      if ([architect, poor].includes(localCode(code, city.locality))) offerings.length = cases.length = 0;
  }
  if (small) keepProcedures(city, [architect, poor]);
  keepCommunes(city, communes);
  const place = await open(city, settings);
  // Whoever goes on waits an answer time-out for what a dead sender may still bring about: here a short one.
  const config = await readFile(place.config, 'utf8');
  await writeFile(
    place.config,
    config.replaceAll(/^( +)ratePerSecond: .*$/gm, '$&\n$1answerTimeoutSeconds: 3'),
  );
  const services = join(place.folder, 'services');
  await mkdir(services);
  for (const code of [architect, poor])
    await cp(join(samples, code), join(services, code), { recursive: true });
  const call = (...args: string[]) => dvcSync([...args, '--config', place.config]);
  expect((await place.run()).code).toBe(unknownAtOneStop ? 2 : 0);
  return { ...place, call, services };
}

function keepProcedures({ seeds, locality }: SandboxCity, codes: readonly string[]): void {
  for (const seed of [seeds.national, seeds.portal, seeds.oneStop])
    seed.procedures = seed.procedures.filter(({ code }) => codes.includes(localCode(code, locality)));
}

function keepCommunes(city: SandboxCity, count: number): void {
  const gone = city.agencies.filter(({ tier }) => tier === 'commune').slice(count);
  city.agencies = city.agencies.filter(agency => !gone.includes(agency));
  const ids = new Set(gone.flatMap(({ code }) => [code, portalAgencyId(code)]));
  for (const seed of [city.seeds.portal, city.seeds.oneStop]) {
    seed.agencies = seed.agencies.filter(({ id }) => !ids.has(id));
    for (const procedure of seed.procedures)
      procedure.offerings = procedure.offerings.filter(({ agency }) => !ids.has(agency));
  }
}

/** Drafts a plan that has something in it. */
export async function planned({ call }: Pick<PushPlace, 'call'>, ...args: string[]): Promise<Plan> {
  const { code, stdout, stderr } = await call('plan', '--json', '--as', 'Trần Thị B', ...args);
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  return JSON.parse(stdout) as Plan;
}

export async function approved({ call }: PushPlace, { id }: Plan): Promise<void> {
  const { code } = await call('approve', id, '--as', 'Nguyễn Văn A', '--reason', 'đã xem');
  expect(code).toBe(0);
}

/** What an officer does in the portal's own pages. */
export async function atPortal(
  { city }: Place,
  method: string,
  path: string,
  body?: object,
): Promise<{ data: Record<string, unknown>[] }> {
  const { baseUrl, options } = city.servers.portal;
  const call = async (method: string, path: string, body?: object, token?: string) => {
    const headers = {
      'Content-Type': 'application/json',
      ...(token && { Authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(baseUrl + path, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(answer.ok).toBe(true);
    return (await answer.json()) as { token: string; data: Record<string, unknown>[] };
  };
  const account = { userName: options.username, password: options.password };
  const { token } = await call('POST', '/api/tokens', account);
  return call(method, path, body, token);
}

export async function levelByHand(place: Place, procedure: string, mucDo: string): Promise<void> {
  const { data } = await atPortal(place, 'GET', '/api/v1/donvithutucs?pageSize=5000');
  const ids = data.filter(({ maTTHC }) => String(maTTHC).startsWith(procedure)).map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(0);
  await atPortal(place, 'PUT', '/api/v1/donvithutucs/UpdateMulti', { ids: [...new Set(ids)], mucDo });
}

/** The same in the one-stop system's pages; `path` below its base. */
export async function atOneStop(
  { city }: Place,
  method: string,
  path: string,
  form: Record<string, string>,
): Promise<void> {
  const { baseUrl, options } = city.servers.oneStop;
  const account = Buffer.from(`${options.username}:${options.password}`).toString('base64');
  const answer = await fetch(baseUrl + path, {
    method,
    headers: { Authorization: `Basic ${account}`, groupId: String(options.groupId) },
    body: new URLSearchParams(form),
  });
  expect(answer.ok).toBe(true);
}

/** Writes that took effect so far. */
export function writes({ city }: Place): string[] {
  return (['portal', 'oneStop'] as const).flatMap(system =>
    (city.servers[system].writes ?? []).map(({ method, path }) => `${system} ${method} ${path}`),
  );
}
