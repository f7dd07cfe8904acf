import { X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { AppliesOverride } from '../domain/city.ts';
import { isNationalShape, localCode } from '../domain/code.ts';
import type { Contacts } from '../domain/contact.ts';
import type { Words } from '../domain/language.ts';
import { cleanText } from '../domain/text.ts';
import { readDay } from '../domain/time.ts';
import { type AgencyList, agencyCode } from './agencies.ts';
import { didYouMean } from './nearest.ts';
import type { FileEntries } from './schema.ts';
import type { ContactSettings } from './sections/contacts.ts';
import { wordingNames } from './sections/documents.ts';
import type { MailSettings } from './sections/mail.ts';
import type { MilestoneSettings, ReviewSettings } from './sections/reviews.ts';
import { type Path, readingProblem, type YamlSource } from './yaml-source.ts';

/** What stands beside a section, and is looked at for what it names. */
export interface Beside {
  source: YamlSource;
  /** Absent when the agencies file could not be read; then nothing is said about agency codes. */
  agencies: AgencyList | undefined;
  /** Names of the systems. */
  names: readonly string[];
  locality: string;
  /** That of the configuration file. */
  folder: string;
}

/** Contacts with their units by our codes. */
export function configureContacts(contacts: ContactSettings, { agencies, source }: Beside): Contacts {
  const byCode = Object.entries(contacts.agencies).map(
    ([given, contact]) =>
      [agencyCode(given, agencies, source, ['contacts', 'agencies', given]), contact] as const,
  );
  return { ...contacts, agencies: Object.fromEntries(byCode) };
}

const files = wordingNames.map(name => `${name}.yaml`);

/** A folder of wording that is not there, or a file in it that no document asks for, would go unnoticed. */
export async function checkWording(templates: string, { folder, source }: Beside): Promise<void> {
  const tell = (text: Words) => source.tell(['documents', 'templates'], text);
  try {
    const strange = (await readdir(resolve(folder, templates)))
      .filter(name => /\.ya?ml$/i.test(name) && !files.includes(name))
      .sort();
    for (const name of strange)
      tell({
        vi: `không văn bản nào dùng tệp ${name}; các tên dùng được: ${files.join(', ')}`,
        en: `no document uses the file ${name}; names that are used: ${files.join(', ')}`,
      });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? { vi: 'không có thư mục này', en: 'there is no such folder' }
        : { vi: `không đọc được thư mục này (${code})`, en: `the folder could not be read (${code})` };
    tell({ vi: `${templates}: ${why.vi}`, en: `${templates}: ${why.en}` });
  }
}

/** Mail with what stands outside of it looked at: agencies must be ours, the root certificate must be there. */
export async function configureMail(
  mail: MailSettings,
  { agencies, folder, source }: Beside,
): Promise<MailSettings> {
  const recipients = mail.recipients.map((recipient, index) => {
    if (recipient.agency === undefined) return recipient;
    const path = ['mail', 'recipients', index, 'agency'];
    return { ...recipient, agency: agencyCode(recipient.agency, agencies, source, path) };
  });
  const { caFile } = mail.smtp;
  const certificate = caFile === undefined ? undefined : resolve(folder, caFile);
  const wrong = certificate === undefined ? undefined : await certificateProblem(certificate);
  if (wrong !== undefined) source.tell(['mail', 'smtp', 'caFile'], wrong);
  const smtp = { ...mail.smtp, ...(certificate !== undefined && { caFile: certificate }) };
  return { ...mail, smtp, recipients };
}

async function certificateProblem(file: string): Promise<Words | undefined> {
  try {
    // It is read here to say what is wrong while a person looks, not at night when letters are due.
    new X509Certificate(await readFile(file));
    return undefined;
  } catch (error) {
    const failure = error as NodeJS.ErrnoException;
    if (failure.syscall === undefined)
      return { vi: `${file} không phải chứng chỉ dạng PEM`, en: `${file} is no certificate in PEM` };
    const { vi, en } = readingProblem(failure);
    return { vi: `${file}: ${vi}`, en: `${file}: ${en}` };
  }
}

/** Reviews with what goes across their entries looked at: names unique, agencies ours, days in order. */
export function configureReviews(reviews: ReviewSettings, { agencies, source }: Beside): ReviewSettings {
  const taken = new Set<string>();
  const milestones = reviews.milestones.map((milestone, at): MilestoneSettings => {
    const path = ['reviews', 'milestones', at];
    const wrong = (key: string[], problem: Words) => source.tell([...path, ...key], problem);
    const { id, from, due, tiers, owner } = milestone;
    if (taken.has(id))
      wrong(['id'], { vi: `đã có một mốc khác tên "${id}"`, en: `another milestone has the name "${id}"` });
    taken.add(id);
    tellNoDay(due, source, [...path, 'due']);
    if (from !== undefined) tellNoDay(from, source, [...path, 'from']);
    if (from !== undefined && from > due)
      wrong(['from'], {
        vi: `ngày bắt đầu ${from} sau ngày cuối cùng ${due}`,
        en: `the first day ${from} is after the last day ${due}`,
      });
    if (tiers.length === 0 && milestone.agencies.length === 0 && owner === undefined)
      wrong([], {
        vi: 'cần ít nhất một trong tiers, agencies, owner: ai phải làm',
        en: 'needs at least one of tiers, agencies, owner: who has to do it',
      });
    return {
      ...milestone,
      agencies: milestone.agencies.map((given, index) =>
        agencyCode(given, agencies, source, [...path, 'agencies', index]),
      ),
    };
  });
  for (const [at, day] of reviews.holidays.entries()) tellNoDay(day, source, ['reviews', 'holidays', at]);
  return { ...reviews, milestones };
}

/** Where it is none of the calendar. */
function tellNoDay(day: string, source: YamlSource, path: Path): void {
  if (readDay(day) === undefined)
    source.tell(path, { vi: `không có ngày ${day}`, en: `there is no day ${day}` });
}

/** `codes`: both sides as `localCode` leaves them; the right side must be a national code. */
export function configureCodes(
  codes: FileEntries['codes'],
  { names, locality, source }: Beside,
): Record<string, Record<string, string>> {
  const mapped: Record<string, Record<string, string>> = {};
  for (const [system, pairs] of Object.entries(codes)) {
    if (!names.includes(system)) {
      source.tell(['codes', system], unknownSystem(system, names));
      continue;
    }
    const ours: Record<string, string> = {};
    for (const [remote, given] of Object.entries(pairs)) {
      const path = ['codes', system, remote];
      const national = localCode(given, locality);
      const key = localCode(remote, locality);
      if (!isNationalShape(national)) {
        source.tell(path, {
          vi: `"${given}" không phải mã quốc gia (dạng 1.004194)`,
          en: `"${given}" is no national code (of the form 1.004194)`,
        });
      } else if (ours[key] !== undefined && ours[key] !== national) {
        source.tell(path, {
          vi: `mã này đã đối chiếu với ${ours[key]}`,
          en: `this code is mapped to ${ours[key]} already`,
        });
      } else {
        ours[key] = national;
      }
    }
    mapped[system] = ours;
  }
  return mapped;
}

function unknownSystem(given: string, systems: readonly string[]): Words {
  const { vi, en } = didYouMean(given, systems);
  return {
    vi: `không có hệ thống "${given}" trong cấu hình${vi}`,
    en: `no system "${given}" is configured${en}`,
  };
}

/** `roles`: names of roles with their white space folded, systems must be configured. */
export function configureRoles(
  entries: FileEntries['roles'],
  { names, source }: Beside,
): FileEntries['roles'] {
  const roles: FileEntries['roles'] = {};
  for (const [role, bySystem] of Object.entries(entries)) {
    roles[cleanText(role)] = bySystem;
    for (const system of Object.keys(bySystem).filter(each => !names.includes(each)))
      source.tell(['roles', role, system], unknownSystem(system, names));
  }
  return roles;
}

/** `applies`: agencies must be ours, and each entry must add or remove somebody. */
export function configureApplies(
  entries: FileEntries['applies'],
  { agencies, locality, source }: Beside,
): AppliesOverride[] {
  return entries.map(({ procedure, reason, ...sides }, index) => {
    const codesOf = (side: 'add' | 'remove') =>
      sides[side]?.map((one, at) => agencyCode(one, agencies, source, ['applies', index, side, at]));
    const [add, remove] = [codesOf('add'), codesOf('remove')];
    if (!add && !remove)
      source.tell(['applies', index], { vi: 'phải có add hoặc remove', en: 'needs add or remove' });
    return {
      ...{ procedure: localCode(procedure, locality), reason },
      ...(add && { add }),
      ...(remove && { remove }),
    };
  });
}
