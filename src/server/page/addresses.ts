import type { ReportForm } from '../../report/report-forms.ts';

/** Of the report of a run in one of its forms. */
export function reportAddress(runId: string, form: ReportForm = 'html'): string {
  return `/v1/runs/${encodeURIComponent(runId)}/report/${form}`;
}

const below =
  <Parts extends string[]>(list: string) =>
  (...parts: Parts): string =>
    [list, ...parts.map(encodeURIComponent)].join('/');
type OfOffering = [procedure: string, agency: string];

export const findingAddress = below<[fingerprint: string]>('/sai-lech');
export const unitAddress = below<[code: string]>('/don-vi');
export const offeringAddress = below<OfOffering>('/dich-vu');
export const runAddress = below<[id: string]>('/lan-chay');
export const jobAddress = below<[id: string]>('/tien-trinh');
export const planAddress = below<[id: string]>('/ke-hoach');
export const taskAddress = below<[key: string]>('/viec-can-lam');
export const agreementAddress = below<OfOffering>('/thong-nhat');
export const appraisalAddress = below<OfOffering>('/tham-dinh');
