import type { Configuration } from '../../config/configuration.ts';
import { numberWords } from '../../domain/number-words.ts';
import { provisionText } from '../../domain/provision.ts';
import { withoutAccents } from '../../domain/text.ts';
import { date, dayOf } from '../../domain/time.ts';
import type { LegalObstacle, LegalRegister } from '../../review/legal-register.ts';
import { topLevelWords } from '../../words/level-names.ts';
import { namesOf } from '../names.ts';
import { column } from '../table/table.ts';
import {
  governedPlace,
  numbered,
  type Paper,
  type PaperTable,
  paperFrame,
  procedureColumns,
} from './paper.ts';
import { loadWording } from './wording.ts';

interface BlockedProcedure {
  procedure: string;
  name: string;
  agencies: readonly string[];
  alone: boolean;
}

/**
 * A draft letter to the body that may change a provision, with what it blocks.
 *
 * @param now ISO 8601, UTC; the day of the letter.
 * @param nameOf What a procedure is called; null where the national record lacks it.
 * @throws ConfigurationError (wording).
 */
export async function legalLetter(
  { blocked }: LegalRegister,
  obstacle: LegalObstacle,
  { city, documents }: Pick<Configuration, 'city' | 'documents'>,
  nameOf: (procedure: string) => string | null,
  now: string,
): Promise<Paper> {
  const own = blocked.filter(({ provisions }) => provisions.includes(obstacle.id));
  const rows = [...Map.groupBy(own, ({ procedure }) => procedure)].map(
    ([procedure, offerings]): BlockedProcedure => ({
      ...{ procedure, name: nameOf(procedure) ?? procedure },
      agencies: offerings.map(({ agency }) => agency),
      alone: offerings.every(({ byLawAlone, provisions }) => byLawAlone && provisions.length === 1),
    }),
  );
  const said = provisionText(obstacle);
  const issuer = obstacle.issuer ?? 'cơ quan ban hành văn bản';
  const wording = await loadWording('kien-nghi', documents.templates, {
    'noi-gui': issuer,
    'quy-dinh': said,
    'ten-van-ban': obstacle.text === obstacle.number ? '' : ` (${obstacle.text})`,
    'dia-ban': governedPlace(city),
    'muc-4': topLevelWords(city.levelNames),
    'so-dich-vu': numberWords(own.length),
    'so-thu-tuc': numberWords(rows.length),
    'so-don-vi': numberWords(obstacle.units),
    'linh-vuc': obstacle.fields.length > 0 ? obstacle.fields.join('; ') : null,
    'ngay-so-lieu': date(now),
  });
  const frame = paperFrame({ city, documents }, dayOf(now));
  return {
    file: `kien-nghi-${withoutAccents(obstacle.id).replace(/[^a-zA-Z\d]+/g, '-')}`,
    type: wording.type ?? 'Công văn',
    ...frame,
    // An official letter has the sign of its office alone (Decree 30/2020/NĐ-CP, form 1.5), no kind of document before it.
    head: { ...frame.head, symbol: frame.head.symbol.split('-').at(-1)!, about: wording.title },
    ...{ title: wording.title, paragraphs: wording.paragraphs },
    tables: [tableOf(rows, said, namesOf(city).agency)],
    footnotes: [
      'Lập từ các danh mục rà soát (Phụ lục II) đang có hiệu lực; đề nghị kiểm tra lại trước khi ký.',
    ],
  };
}

function tableOf(
  rows: readonly BlockedProcedure[],
  said: string,
  nameOf: (agency: string) => string,
): PaperTable<BlockedProcedure> {
  return {
    name: 'Dịch vụ bị ảnh hưởng',
    title: ['DANH SÁCH THỦ TỤC HÀNH CHÍNH BỊ ẢNH HƯỞNG'],
    subtitle: [`(Vướng mắc: ${said})`],
    columns: [
      ...procedureColumns(38),
      column('Số đơn vị', 7, ({ agencies }) => agencies.length, { number: true }),
      column('Cơ quan, đơn vị', 30, ({ agencies }) => agencies.map(nameOf)),
      column('Chỉ còn vướng quy định này', 9, ({ alone }) => (alone ? 'có' : 'không'), { align: 'center' }),
    ],
    rows: numbered(rows),
  };
}
