import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Words } from '../domain/language.ts';
import { type AgencyList, unknownAgency } from './agencies.ts';
import type { ConfigurationProblem } from './configuration.ts';
import type { MailSettings } from './sections/mail.ts';
import { readingProblem, type YamlSource } from './yaml-source.ts';

/** Mail with what stands outside of it looked at: agencies must be ours, the root certificate must be there. */
export async function configureMail(
  mail: MailSettings | undefined,
  agencies: AgencyList | undefined,
  folder: string,
  source: YamlSource,
): Promise<{ mail?: MailSettings; problems: ConfigurationProblem[] }> {
  if (!mail) return { problems: [] };
  const problems: ConfigurationProblem[] = [];
  const recipients = mail.recipients.map((recipient, index) => {
    if (recipient.agency === undefined || !agencies) return recipient;
    const code = agencies.code(recipient.agency);
    if (code !== undefined) return { ...recipient, agency: code };
    const problem = unknownAgency(recipient.agency, agencies.codes);
    problems.push(source.problem(['mail', 'recipients', index, 'agency'], problem));
    return recipient;
  });
  const { caFile } = mail.smtp;
  const certificate = caFile === undefined ? undefined : resolve(folder, caFile);
  const wrong = certificate === undefined ? undefined : await certificateProblem(certificate);
  if (wrong !== undefined) problems.push(source.problem(['mail', 'smtp', 'caFile'], wrong));
  const smtp = { ...mail.smtp, ...(certificate !== undefined && { caFile: certificate }) };
  return { mail: { ...mail, smtp, recipients }, problems };
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
