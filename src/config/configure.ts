import { X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Contacts } from '../domain/contact.ts';
import type { Words } from '../domain/language.ts';
import { readDay } from '../domain/time.ts';
import { type AgencyList, agencyCode } from './agencies.ts';
import type { ContactSettings } from './sections/contacts.ts';
import { type DocumentSettings, wordingNames } from './sections/documents.ts';
import type { MailSettings } from './sections/mail.ts';
import type { MilestoneSettings, ReviewSettings } from './sections/reviews.ts';
import { readingProblem, type YamlSource } from './yaml-source.ts';

/** Contacts with their units by our codes. */
export function configureContacts(
  contacts: ContactSettings | undefined,
  agencies: AgencyList | undefined,
  source: YamlSource,
): Contacts | undefined {
  if (!contacts) return undefined;
  const byCode = Object.entries(contacts.agencies).map(([given, contact]) => {
    const tell = (problem: Words) => source.tell(['contacts', 'agencies', given], problem);
    return [agencyCode(given, agencies, tell), contact] as const;
  });
  return { ...contacts, agencies: Object.fromEntries(byCode) };
}

const files = wordingNames.map(name => `${name}.yaml`);

/** A folder of wording that is not there, or a file in it that no document asks for, would go unnoticed. */
export async function checkDocuments(
  documents: Pick<DocumentSettings, 'templates'> | undefined,
  folder: string,
  source: YamlSource,
): Promise<void> {
  const templates = documents?.templates;
  if (templates === undefined) return;
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
  mail: MailSettings | undefined,
  agencies: AgencyList | undefined,
  folder: string,
  source: YamlSource,
): Promise<MailSettings | undefined> {
  if (!mail) return undefined;
  const recipients = mail.recipients.map((recipient, index) => {
    if (recipient.agency === undefined) return recipient;
    const tell = (problem: Words) => source.tell(['mail', 'recipients', index, 'agency'], problem);
    return { ...recipient, agency: agencyCode(recipient.agency, agencies, tell) };
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
export function configureReviews(
  reviews: ReviewSettings | undefined,
  agencies: AgencyList | undefined,
  source: YamlSource,
): ReviewSettings | undefined {
  if (!reviews) return undefined;
  const taken = new Set<string>();
  const milestones = reviews.milestones.map((milestone, at): MilestoneSettings => {
    const wrong = (key: (string | number)[], problem: Words) =>
      source.tell(['reviews', 'milestones', at, ...key], problem);
    const { id, from, due, tiers, owner } = milestone;
    if (taken.has(id))
      wrong(['id'], {
        vi: `đã có một mốc khác tên "${id}"`,
        en: `another milestone has the name "${id}"`,
      });
    taken.add(id);
    if (readDay(due) === undefined) wrong(['due'], noSuchDay(due));
    if (from !== undefined && readDay(from) === undefined) wrong(['from'], noSuchDay(from));
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
        agencyCode(given, agencies, problem => wrong(['agencies', index], problem)),
      ),
    };
  });
  reviews.holidays.forEach((day, at) => {
    if (readDay(day) === undefined) source.tell(['reviews', 'holidays', at], noSuchDay(day));
  });
  return { ...reviews, milestones };
}

function noSuchDay(day: string): Words {
  return { vi: `không có ngày ${day}`, en: `there is no day ${day}` };
}
