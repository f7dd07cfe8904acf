import type { CityNames } from '../../src/adapter/service-request.ts';
import { textKey } from '../../src/domain/text.ts';
import { nameText } from './escape.ts';
import type { Fields } from './fields.ts';
import type { RemoteJob } from './remote.ts';

/** What turns a role of ours into a Liferay role and back. Role ids differ from one installation to the next. */
export interface RoleBook {
  jobs: readonly RemoteJob[];
  context: Pick<CityNames, 'roleAt' | 'roles'>;
}

/** The position a role of ours is at this system, by code or title; `undefined` = there is none of that name. */
function jobOf(role: string, { jobs, context }: RoleBook): RemoteJob | undefined {
  const word = context.roleAt(role) ?? role;
  return jobs.find(({ code }) => code === word) ?? jobs.find(({ title }) => textKey(title) === textKey(word));
}

/** The positions of a step that one role does, or several, as `roleOf` tells them; `undefined` = one is not there. */
export function jobsOf(role: string, book: RoleBook): RemoteJob[] | undefined {
  const one = jobOf(role, book);
  if (one) return [one];
  const all = (book.context.roleAt(role) ?? role).split(',').map(part => jobOf(part.trim(), book));
  return all.every(job => job !== undefined) ? [...new Set(all)] : undefined;
}

/**
 * Who does a step, in our words. `noted` is what we wrote down where one Liferay role stands for several of ours; it
 * counts as long as it still is that role. A role that is none of ours goes by its own name.
 */
export function roleOf(rows: readonly Fields[], noted: unknown, book: RoleBook): string | undefined {
  if (rows.length === 0 || noted === null) return undefined;
  const ids = [...new Set(rows.map(({ roleId }) => roleId ?? ''))];
  if (typeof noted === 'string') {
    const meant = new Set(jobsOf(noted, book)?.map(({ roleId }) => roleId));
    if (meant.size === ids.length && ids.every(id => meant.has(id))) return noted;
  }
  return ids
    .map(id => nameOfRole(id, rows, book))
    .sort()
    .join(', ');
}

function nameOfRole(id: string, rows: readonly Fields[], book: RoleBook): string {
  const ours = [...(book.context.roles ?? [])].sort().find(role => jobOf(role, book)?.roleId === id);
  if (ours !== undefined) return ours;
  const row = rows.find(({ roleId }) => roleId === id);
  const words = [book.jobs.find(({ roleId }) => roleId === id)?.title, row?.roleName, row?.roleCode, id];
  return words.map(word => nameText(word ?? '')).find(word => word !== '') ?? '';
}
