import type { ReportForm } from '../../report/report-forms.ts';

/** Of the report of a run in one of its forms. */
export function reportAddress(runId: string, form: ReportForm = 'html'): string {
  return `/v1/runs/${encodeURIComponent(runId)}/report/${form}`;
}

export function findingAddress(fingerprint: string): string {
  return `/sai-lech/${encodeURIComponent(fingerprint)}`;
}

export function unitAddress(code: string): string {
  return `/don-vi/${encodeURIComponent(code)}`;
}

export function offeringAddress(procedure: string, agency: string): string {
  return `/dich-vu/${encodeURIComponent(procedure)}/${encodeURIComponent(agency)}`;
}

export function runAddress(id: string): string {
  return `/lan-chay/${encodeURIComponent(id)}`;
}

export function jobAddress(id: string): string {
  return `/tien-trinh/${encodeURIComponent(id)}`;
}

export function planAddress(id: string): string {
  return `/ke-hoach/${encodeURIComponent(id)}`;
}

export function taskAddress(key: string): string {
  return `/viec-can-lam/${encodeURIComponent(key)}`;
}

export function agreementAddress(procedure: string, agency: string): string {
  return `/thong-nhat/${encodeURIComponent(procedure)}/${encodeURIComponent(agency)}`;
}

export function appraisalAddress(procedure: string, agency: string): string {
  return `/tham-dinh/${encodeURIComponent(procedure)}/${encodeURIComponent(agency)}`;
}
