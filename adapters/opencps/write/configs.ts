import { seenBack, takenAt, takenName } from '../../../src/adapter/kit/taken-away.ts';
import type { Memory } from '../../../src/adapter/service-request.ts';
import type { RemoteSend } from '../../../src/adapter/writer.ts';
import type { Known } from '../../../src/domain/known.ts';
import type { Level } from '../../../src/domain/level.ts';
import { type Fields, isTrue, resent } from '../fields.ts';
import type { RemoteConfig, RemoteProcedure, RemoteService } from '../remote.ts';
import { takenConfig } from '../taken-configs.ts';
import { formSend } from './sending.ts';

/** Levels REST takes for a config; others get in through imports only. */
export function canStore(level: Known<Level>): level is 2 | 3 | 4 {
  return level === 2 || level === 3 || level === 4;
}

/** Everything else of it goes along, since a PUT overwrites what is left out. */
export function putConfig(
  { id, fields }: RemoteConfig,
  changed: Fields,
  label: string,
  remember?: Memory,
): RemoteSend {
  const whole = { ...resent(fields), ...changed };
  return formSend(label, 'PUT', `/serviceconfigs/${encodeURIComponent(id)}`, whole, remember);
}

/** Whom an offering is for; neither = nobody files online. */
type Audience = Record<'forCitizen' | 'forBusiness', 'true' | 'false'>;

export function audienceOf({ fields }: Pick<RemoteConfig, 'fields'>): Audience {
  const flag = (name: keyof Audience) => (isTrue(fields[name]) ? 'true' : 'false');
  return { forCitizen: flag('forCitizen'), forBusiness: flag('forBusiness') };
}

export function isOpen({ forCitizen, forBusiness }: Audience): boolean {
  return forCitizen === 'true' || forBusiness === 'true';
}

/** Whom an offering at which nobody says so is for: as at another agency, else everybody, or nobody. */
export function usualAudience(open: boolean, { configs }: Pick<RemoteProcedure, 'configs'>): Audience {
  const everybody: Audience = { forCitizen: `${open}`, forBusiness: `${open}` };
  return configs.map(audienceOf).find(audience => isOpen(audience) === open) ?? everybody;
}

/** Under what is remembered whom a config was for that we have closed: it says that itself no more. */
export function audienceName(agency: string): string {
  return takenName('', 'audience', agency);
}

/** Whom a config that is opened is for: those it was for when we closed it or took it away. */
export function openAudience(agency: string, remote: RemoteProcedure): Audience {
  const { fields = {} } = takenConfig(agency, remote)?.row ?? {};
  const former = [audienceOf({ fields }), takenAt<Audience>(remote.memory, audienceName(agency))?.row];
  return former.find(audience => audience && isOpen(audience)) ?? usualAudience(true, remote);
}

/** Whom configs are for that are open they say themselves. */
export function audiencesBack({ configs, memory }: RemoteProcedure): Memory {
  const open = configs.filter(config => isOpen(audienceOf(config)));
  return seenBack(memory, '', 'audience', new Map(open.map(({ agency }) => [audienceName(agency), true])));
}

/** The highest level of any config; 0 = none has one. */
export function highestLevel({ configs }: Pick<RemoteProcedure, 'configs'>): number {
  return Math.max(0, ...configs.map(({ level }) => level ?? 0));
}

/**
 * The service's `maxLevel` follows the config written last, not the highest: writing a highest one again, unchanged,
 * puts it right. (A PUT of the service would do too, but has its texts and publication to lose.)
 */
export function putRightMaxLevel(remote: RemoteProcedure): RemoteSend[] {
  const highest = highestLevel(remote);
  if (!remote.service || remote.service.maxLevel === highest) return [];
  const config = remote.configs.find(({ level }) => canStore(level) && level === highest);
  return config ? [putConfig(config, {}, 'đưa mức của thủ tục về mức cao nhất của các đơn vị')] : [];
}

/** Under what is remembered of a service that we made it, or (`withdrawn`) that we have taken it from view since. */
export const serviceMemory = 'service';

/** Nobody offers it any more, and it is there only because we made it: it is not to be shown as a service of the city. */
export function withdraw({ service, configs, memory, procedure }: RemoteProcedure): RemoteSend[] {
  if (!service?.active || configs.length > 0 || !memory[serviceMemory]) return [];
  const label = `ngừng công bố thủ tục ${service.code}: do dvc-sync tạo, không còn đơn vị nào cung cấp`;
  return [{ ...putService(service, false, label, { [serviceMemory]: 'withdrawn' }), procedure }];
}

/** What people took from view is theirs to show again. */
export function isWithdrawn({ service, memory }: RemoteProcedure): boolean {
  return service?.active === false && memory[serviceMemory] === 'withdrawn';
}

export function publishAgain(remote: RemoteProcedure): RemoteSend[] {
  if (!isWithdrawn(remote) || remote.configs.length === 0) return [];
  return [putService(remote.service!, true, `công bố lại thủ tục ${remote.service!.code}`)];
}

/** One that is not there was refused: whoever makes it now is another. Shown again, we have it no longer withdrawn. */
export function serviceBack({ service, memory }: RemoteProcedure): Memory {
  const kept = memory[serviceMemory];
  if (kept && !service) return { [serviceMemory]: '' };
  return kept === 'withdrawn' && service?.active ? { [serviceMemory]: 'made' } : {};
}

/** Texts that are left out stay; level and publication do not. */
function putService(
  { id, fields, maxLevel }: RemoteService,
  active: boolean,
  label: string,
  remember?: Memory,
): RemoteSend {
  const row = { ...resent(fields), maxLevel: String(maxLevel), active: String(active) };
  return formSend(label, 'PUT', `/serviceinfos/${encodeURIComponent(id)}`, row, remember);
}
