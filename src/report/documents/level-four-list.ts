import type { Configuration } from '../../config/configuration.ts';
import { date, dayOf } from '../../domain/time.ts';
import type { Store } from '../../store/core/contract.ts';
import type { RunRow } from '../../store/runs/runs.ts';
import { topLevelWords } from '../../words/level-names.ts';
import { governedPlace, paperFrame, paperSource } from './from-store.ts';
import { gatherLevelFour, levelFourTable } from './level-four-paper.ts';
import { cellWords, type Paper } from './paper.ts';
import { loadWording } from './wording.ts';

/**
 * The list of services at level 4, as the system shows them that people meet.
 *
 * @throws Refusal, ConfigurationError (wording).
 */
export async function levelFourList(
  store: Store,
  configuration: Pick<Configuration, 'city' | 'documents'>,
  { run, now }: { run: RunRow; now: string },
): Promise<Paper> {
  const { city, documents } = configuration;
  const source = await paperSource(store, run, city);
  const found = await gatherLevelFour(city, source.shown, source.groups());
  const wording = await loadWording('danh-muc-muc-do-4', documents.templates, {
    'dia-ban': governedPlace(city),
    'muc-4': topLevelWords(city.levelNames),
    'ngay-so-lieu': date(run.startedAt),
    'he-thong': source.titleOf(source.systems[source.shown]!),
    'so-thu-tuc': cellWords(found.procedures, {}),
    'so-dich-vu': cellWords(found.offerings, {}),
  });
  return {
    file: 'danh-muc-muc-do-4',
    ...(wording.type && { goesWith: wording.type }),
    ...paperFrame(configuration, dayOf(now)),
    title: wording.title,
    paragraphs: [],
    tables: [
      levelFourTable(
        found,
        { ...wording, title: wording.title.map(text => text.toLocaleUpperCase('vi')) },
        city.levelNames,
      ),
    ],
    footnotes: source.footnotes,
  };
}
