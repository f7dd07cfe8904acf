import { RemoteError } from '../../../src/adapter/errors.ts';
import { allInWindow } from '../../../src/adapter/kit/in-window.ts';
import type { CityNames } from '../../../src/adapter/service-request.ts';
import { isObject } from '../../../src/domain/object.ts';
import type { ChangeKind } from '../../../src/domain/push.ts';
import type { PortalClient } from '../client.ts';
import type { Fields } from '../diagram.ts';
import { folded, type RemoteCase, type RemoteComponent } from '../remote.ts';
import { componentRow, readRow } from '../schema.ts';
import type { KnownDirectory } from './directory.ts';
import { wholeList } from './directory.ts';

/** What looking at single services shares. */
export interface ServiceReading {
  client: PortalClient;
  pageSize: number;
  locality: string;
  directory(names: CityNames): Promise<KnownDirectory>;
}

const componentsAtOnce = 8;

export type CaseParts = Pick<RemoteCase, 'components' | 'steps' | 'removedSteps'>;

/**
 * Components and step rows of one case, as far as `kinds` are about them; `papers` are all listed rows of its procedure.
 * Throws `RemoteError`.
 */
export async function readCaseParts(
  reading: Pick<ServiceReading, 'client' | 'pageSize'>,
  { id, code }: Pick<RemoteCase, 'id' | 'code'>,
  papers: readonly unknown[] | undefined,
  kinds: ReadonlySet<ChangeKind>,
): Promise<CaseParts> {
  const { client, pageSize } = reading;
  const steps = (query: Record<string, string> = {}) =>
    wholeList(client, 'quytrinhxulys', pageSize, { truongHopId: id, ...query });
  const [components, live, removed] = await Promise.all([
    papers && readComponents(reading, papers, code),
    kinds.has('set-workflow') ? steps() : undefined,
    kinds.has('set-workflow') ? steps({ removed: 'true' }) : undefined,
  ]);
  return {
    ...(components ? { components } : {}),
    ...(live && removed ? stepRows(withIds(live), withIds(removed)) : {}),
  };
}

/** What both lists have is live: a server that does not know `removed` gives the live ones again. */
function stepRows(
  steps: NonNullable<RemoteCase['steps']>,
  removed: readonly { id: string }[],
): Pick<CaseParts, 'steps' | 'removedSteps'> {
  const live = new Set(steps.map(({ id }) => folded(id)));
  return { steps, removedSteps: removed.map(({ id }) => id).filter(id => !live.has(folded(id))) };
}

/** One by one: their list says nothing of attachments, which an update must bring along (contract 2.6). */
async function readComponents(
  { client }: Pick<ServiceReading, 'client'>,
  papers: readonly unknown[],
  code: string,
): Promise<RemoteComponent[]> {
  if (code === '') return [];
  const ids = withIds(papers)
    .filter(({ truongHopId }) => typeof truongHopId === 'string' && folded(truongHopId) === folded(code))
    .map(({ id }) => id);
  const entity = (id: string) => client.entity('thanhphanthutucs', id);
  const components = (await allInWindow(ids, componentsAtOnce, entity)).map((value): RemoteComponent => {
    const { row } = readRow(componentRow, value, 'component', 'id');
    if (!row || !isObject(value))
      throw new RemoteError('not-understood', `một thành phần của ${code} không đọc được`);
    const { ten, dinhKem = null, maGiayToKhoQuocGia = null, choPhepThemToKhai = null } = value;
    const { soBanChinh, soBanSao } = row;
    const counts = { originals: soBanChinh ?? 0, copies: soBanSao ?? 0 };
    return {
      ...{ id: row.id, code: row.ma ?? '', name: row.ten ?? '' },
      ...((soBanChinh ?? soBanSao ?? null) === null ? {} : counts),
      ...{ required: row.batBuoc === true, order: row.stt ?? null },
      kept: { ten, dinhKem, maGiayToKhoQuocGia, choPhepThemToKhai },
    };
  });
  return components.sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
}

function withIds(rows: readonly unknown[]): (Fields & { id: string })[] {
  return rows.filter((row): row is Fields & { id: string } => isObject(row) && typeof row.id === 'string');
}
