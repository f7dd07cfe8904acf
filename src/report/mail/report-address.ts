import type { Configuration } from '../../config/configuration.ts';
import type { ReportForm } from '../report-forms.ts';
import { type Slice, sliceFilter } from './slice.ts';

/** Where the service gives out this report; undefined when the configuration does not say where people reach it. */
export function reportAddress(
  configuration: Configuration,
  runId: string,
  slice: Slice,
  form: ReportForm,
): string | undefined {
  const query = new URLSearchParams(sliceFilter(slice) as Record<string, string>).toString();
  return pageAddress(
    configuration,
    `/v1/runs/${encodeURIComponent(runId)}/report/${form}${query && `?${query}`}`,
  );
}

/** The whole address of a place of the service; undefined as above. */
export function pageAddress({ server }: Pick<Configuration, 'server'>, place: string): string | undefined {
  const home = homeOf({ server });
  return home && `${home}${place}`;
}

/** Where people reach the service, without a slash at its end. */
export function homeOf({ server }: Pick<Configuration, 'server'>): string | undefined {
  return server.publicUrl?.replace(/(?<!\/)\/+$/, '');
}
