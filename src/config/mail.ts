import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { AgencyList } from './agencies.ts';
import type { ConfigurationProblem } from './configuration.ts';
import { didYouMean } from './nearest.ts';
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
    const guess = didYouMean(
      recipient.agency,
      agencies.agencies.map(agency => agency.code),
    );
    const problem = `danh sách đơn vị không có mã "${recipient.agency}"${guess}`;
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

async function certificateProblem(file: string): Promise<string | undefined> {
  try {
    // It is read here to say what is wrong while a person looks, not at night when letters are due.
    new X509Certificate(await readFile(file));
    return undefined;
  } catch (error) {
    const failure = error as NodeJS.ErrnoException;
    return failure.syscall === undefined
      ? `${file} không phải chứng chỉ dạng PEM`
      : `${file}: ${readingProblem(failure)}`;
  }
}
