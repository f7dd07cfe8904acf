import { numberWords } from '../../domain/number-words.ts';
import { formsOfPapers } from '../../report/documents/paper-forms.ts';
import { freedSentence, provisionTable, unreadTable } from '../../report/reviews/law-tables.ts';
import { freedByLaw } from '../../review/freed-by-law.ts';
import { legalRegister } from '../../runs/legal-register.ts';
import { signedPaper } from '../../runtime/child/papers.ts';
import { command, outOption } from '../command.ts';
import { wholeNumber } from '../given.ts';
import { print, printTable } from '../output.ts';
import { outputs } from '../unwritable.ts';

export const legalCommand = command({
  does: {
    vi: 'các quy định pháp luật đang vướng, nhiều dịch vụ bị ảnh hưởng nhất trước',
    en: 'provisions of law that stand in the way, those that hold most services first',
  },
  examples: [
    'dvc-sync review legal',
    'dvc-sync review legal free 3',
    'dvc-sync review legal letter 123/2015/NĐ-CP/d7/k2 --out kien-nghi',
  ],
  async onStore({ configuration, store, names }) {
    const { provisions, unread } = await legalRegister(store, configuration.city);
    return {
      json: { provisions, unread },
      open: provisions.length + unread.length > 0,
      print() {
        if (provisions.length === 0)
          print(
            'Chưa đọc được quy định nào từ lý do của các đơn vị; nhập Phụ lục II bằng "dvc-sync review import".',
          );
        else printTable(provisionTable, provisions);
        if (unread.length === 0) return;
        print(`\n${numberWords(unread.length)} lý do chưa đọc được là quy định nào:`);
        printTable(unreadTable(names), unread, { limit: 50, more: '; xem bằng --json.' });
      },
    };
  },
  subcommands: {
    free: command({
      does: {
        vi: 'sửa những quy định nào thì gỡ được nhiều dịch vụ nhất',
        en: 'amending which provisions frees most services',
      },
      argument: [
        '<số>',
        { vi: 'sửa nhiều nhất bao nhiêu quy định', en: 'how many provisions to amend at most' },
        wholeNumber(1, 999),
      ],
      async onStore({ configuration, store }, _options, count: number) {
        const { blocked } = await legalRegister(store, configuration.city);
        const freed = freedByLaw(blocked, count);
        const { provisions, offerings } = freed;
        return {
          json: freed,
          print: freedSentence(freed),
          notes: offerings === 0 ? [] : provisions.map(id => `  ${id}`),
        };
      },
    }),
    letter: command({
      does: {
        vi: 'dự thảo văn bản gửi cơ quan ban hành, kèm danh sách dịch vụ bị ảnh hưởng',
        en: 'draft a letter to the body that issued it, with the list of services it holds',
      },
      argument: [
        '<quy-định>',
        {
          vi: 'mã như "review legal" in ra: 123/2015/NĐ-CP/d7/k2',
          en: 'id as "review legal" prints it: 123/2015/NĐ-CP/d7/k2',
        },
      ],
      options: [
        {
          needed: outOption({
            vi: 'ghi vào thư mục này (DOCX, XLSX)',
            en: 'write into this folder (DOCX, XLSX)',
          }),
        },
      ],
      into: outputs.draft,
      async onStore({ configuration, store, now }, _options, given: string) {
        const id = given.trim().normalize('NFC');
        const paper = await signedPaper({ what: 'legal-letter', id, now }, { store, configuration });
        return { json: (files: string[]) => ({ files }), forms: () => formsOfPapers([paper]) };
      },
    }),
  },
});
