import type { Configuration } from '../../config/configuration.ts';
import type { ReportForm } from '../report-forms.ts';
import { type Slice, sliceFilter } from './slice.ts';

/** Where the service gives out this report; undefined when the configuration does not say where people reach it. */
export function reportAddress(
  { server }: Configuration,
  runId: string,
  slice: Slice,
  form: ReportForm,
): string | undefined {
  if (server.publicUrl === undefined) return undefined;
  const base = server.publicUrl.replace(/(?<!\/)\/+$/, '');
  const query = new URLSearchParams(sliceFilter(slice) as Record<string, string>).toString();
  return `${base}/v1/runs/${encodeURIComponent(runId)}/report/${form}${query && `?${query}`}`;
}
