import { procedureDirectory } from '../../app/queries/procedures.ts';
import {
  agreedActions,
  heldSession,
  openActions,
  openObstacles,
  workingSessions,
} from '../../app/queries/working-sessions.ts';
import { agreeAction, holdSession, requireSubject, settleAction } from '../../app/reviews/meet.ts';
import { offices } from '../../domain/agreement.ts';
import { Refusal } from '../../domain/refusal.ts';
import { dayOf, dayText } from '../../domain/time.ts';
import {
  type AgreedAction,
  actionWords,
  type OpenObstacle,
  type SessionScope,
} from '../../domain/working-session.ts';
import { formsOfPapers } from '../../report/documents/paper-forms.ts';
import type { Names } from '../../report/names.ts';
import {
  actionStateText,
  actionTable,
  agendaTable,
  sessionJson,
  sessionMinutes,
  sessionTable,
  subjectName,
} from '../../report/reviews/sessions.ts';
import { listing } from '../answer.ts';
import { command, needed, type OptionsOf, outOption, reasonOption } from '../command.ts';
import type { Desk } from '../common.ts';
import { UsageError } from '../exit.ts';
import { givenDay, meant, oneWordOf, recordNumber, someText } from '../given.ts';
import { knownUnit, unitCode } from '../known.ts';
import { print, printTable } from '../output.ts';
import { asPerson } from '../person.ts';
import { outputs } from '../unwritable.ts';

const whoSaysSo = asPerson({ vi: 'ai ghi', en: 'who says so' });

const about = [
  ['--unit <mã>', { vi: 'về đơn vị này', en: 'on this unit' }, unitCode],
  ['--field <lĩnh-vực>', { vi: 'về lĩnh vực này, ở mọi đơn vị', en: 'on this field of work, in all units' }],
] as const;

export const sessionCommand = command({
  does: {
    vi: 'các buổi làm việc gỡ vướng mắc: nội dung, việc thống nhất, biên bản',
    en: 'working sessions on what is in the way: agenda, what was agreed, minutes',
  },
  examples: [
    'dvc-sync review session agenda --unit H13.3',
    {
      vi: 'dvc-sync review session open --unit H13.3 --on 20/08/2021 --with "Trần Thị B, Sở Tư pháp"',
      en: 'dvc-sync review session open --unit H13.3 --on 20/08/2021 --with "B. Tran, Justice"',
    },
    {
      vi: 'dvc-sync review session agree 1 --action "Nối kho dữ liệu hộ tịch" --owner technical --until 10/09/2021',
      en: 'dvc-sync review session agree 1 --action "Connect the civil register" --owner technical --until 10/09/2021',
    },
    {
      vi: 'dvc-sync review session settle 1 --word done --reason "đã nối"',
      en: 'dvc-sync review session settle 1 --word done --reason "connected"',
    },
    'dvc-sync review session show 1 --out bien-ban',
  ],
  async onStore({ store, names }) {
    const [all, actions] = [await workingSessions(store), await agreedActions(store)];
    const open = actions.filter(({ state }) => state === 'open');
    const openOf = (id: number) => open.filter(({ session }) => session === id).length;
    return {
      ...listing(all, sessionTable(names, actions), {
        json: () =>
          all.map(({ id, scope, subject, heldOn, agenda }) => ({
            ...{ session: id, scope, subject, heldOn, obstacles: agenda.length, open: openOf(id) },
          })),
        none: 'Chưa có buổi làm việc nào.',
      }),
      open: open.length > 0,
    };
  },
  subcommands: {
    agenda: command({
      does: {
        vi: 'còn vướng gì, từ bao giờ, đang chờ ai, gỡ gì thì được nhiều dịch vụ nhất; việc chưa xong của các buổi trước',
        en: 'what is in the way, since when, whose turn it is, what frees most; and what earlier sessions left open',
      },
      options: [...about],
      check: (_configuration, options) => scopeOf(options),
      async onStore(desk, _options, scope) {
        const { configuration, store, asking, names } = desk;
        await requireSubject(asking, scope);
        const agenda = await openObstacles(store, configuration, scope);
        const open = await openActions(store, scope);
        return {
          json: { agenda, open },
          open: agenda.length + open.length > 0,
          print() {
            printAgenda(agenda, names);
            printActions('Việc chưa xong của các buổi trước:', open, desk);
          },
        };
      },
    }),
    open: command({
      does: {
        vi: 'mở một buổi làm việc: giữ lại nội dung như lúc này và việc chưa xong của các buổi trước',
        en: 'open a session: the agenda is kept as it is now, with what earlier ones left to be done',
      },
      options: [
        ...about,
        needed('--on <ngày>', { vi: 'ngày họp', en: 'the day of it' }, givenDay),
        ['--place <nơi>', { vi: 'họp ở đâu', en: 'where' }],
        ['--with <người...>', { vi: 'người dự: "Tên, cơ quan"', en: 'who takes part: "Name, office"' }],
        whoSaysSo,
      ],
      check: (_configuration, options) => ({
        ...{ ...scopeOf(options), heldOn: options.on },
        ...{ place: options.place, participants: (options.with ?? []).map(participant) },
      }),
      async onStore(desk, _options, wanted) {
        const { store, asking, names } = desk;
        const { id } = await holdSession(asking, wanted);
        const held = await heldSession(store, id);
        return {
          json: () => sessionJson(held),
          print() {
            print(
              `Đã mở buổi làm việc số ${id} về ${subjectName(names, wanted)}, ngày ${dayText(wanted.heldOn)}.`,
            );
            printAgenda(held.session.agenda, names);
            printActions('Việc chưa xong của các buổi trước:', held.carried, desk);
          },
        };
      },
    }),
    agree: command({
      does: { vi: 'ghi một việc đã thống nhất', en: 'keep something that was agreed' },
      argument: ['<buổi>', { vi: 'số của buổi làm việc', en: 'number of the session' }, recordNumber],
      options: [
        needed('--action <việc>', { vi: 'phải làm gì', en: 'what is to be done' }, someText),
        needed(
          '--owner <ai>',
          { vi: 'technical, regulatory hoặc mã đơn vị', en: 'technical, regulatory or code of a unit' },
          meant((who, city) => offices.find(office => office === who) ?? knownUnit(who, city)),
        ),
        needed('--until <ngày>', { vi: 'ngày phải xong', en: 'the day by which' }, givenDay),
        [
          '--about <vướng-mắc>',
          { vi: 'mã vướng mắc trong nội dung', en: 'key of the obstacle on the agenda' },
        ],
        whoSaysSo,
      ],
      async onStore({ asking, names }, { owner, action, until, about: obstacle }, session: number) {
        const agreed = await agreeAction(asking, { session, obstacle, action, until, owner });
        return {
          json: agreed,
          print: `Đã ghi việc số ${agreed.id}: ${agreed.action}, ${names.who(agreed.owner)}, xong trước hết ngày ${dayText(agreed.until)}.`,
        };
      },
    }),
    settle: command({
      does: {
        vi: 'ghi một việc đã xong, thôi không làm hoặc lùi ngày; lời sau thay lời trước',
        en: 'say that something is done, dropped or postponed; the later word counts',
      },
      argument: [
        '<việc>',
        { vi: 'số của việc đã thống nhất', en: 'number of what was agreed' },
        recordNumber,
      ],
      options: [
        needed('--word <lời>', actionWords.join(', '), oneWordOf(actionWords)),
        reasonOption({ vi: 'kết quả hoặc vì sao', en: 'what came of it, or why' }),
        [
          '--until <ngày>',
          { vi: 'ngày mới, khi lùi ngày', en: 'the new day, of what is postponed' },
          givenDay,
        ],
        whoSaysSo,
      ],
      check(_configuration, { word, until, reason }, action: number) {
        if ((word === 'postponed') !== (until !== undefined))
          throw new Refusal('session-word-incomplete', { lacks: 'until' });
        return { action, word, until, reason };
      },
      async onStore({ asking }, _options, wanted) {
        const settled = await settleAction(asking, wanted);
        return { json: settled, print: `Việc số ${settled.id}: ${actionStateText(settled)}.` };
      },
    }),
    show: command({
      does: {
        vi: 'nội dung, việc thống nhất và kết quả; lập biên bản với --out',
        en: 'agenda, what was agreed and what came of it; with --out the minutes',
      },
      argument: ['<buổi>', { vi: 'số của buổi làm việc', en: 'number of the session' }, recordNumber],
      options: [
        outOption({ vi: 'ghi biên bản (DOCX, XLSX)', en: 'where to write the minutes (DOCX, XLSX)' }),
      ],
      into: outputs.papers,
      async onStore(desk, _options, number: number) {
        const { configuration, store, now, names } = desk;
        const held = await heldSession(store, number);
        const { session: of, agreed, carried } = held;
        const { name } = await procedureDirectory(store, configuration.city);
        return {
          json: () => sessionJson(held),
          forms: () => formsOfPapers([sessionMinutes(held, configuration, name, now)]),
          open: [...agreed, ...carried].some(({ state }) => state === 'open'),
          print() {
            print(`Buổi làm việc số ${of.id} về ${subjectName(names, of)}, ngày ${dayText(of.heldOn)}:`);
            printAgenda(of.agenda, names);
            printActions('Việc thống nhất:', agreed, desk);
            printActions('Việc từ các buổi trước:', carried, desk);
          },
        };
      },
    }),
  },
});

function scopeOf({ unit, field }: OptionsOf<typeof about>): SessionScope {
  if ((unit === undefined) === (field === undefined))
    throw new UsageError({
      vi: 'cần một trong hai: --unit <mã> hoặc --field <lĩnh vực>.',
      en: 'one of --unit <code> and --field <name> is needed.',
    });
  if (unit !== undefined) return { scope: 'unit', subject: unit };
  return { scope: 'field', subject: field!.trim().normalize('NFC') };
}

/** "Trần Thị B, Sở Tư pháp". */
function participant(given: string): { name: string; office: string } {
  const [name = '', ...office] = given.normalize('NFC').split(',');
  return { name: name.trim(), office: office.join(',').trim() };
}

function printAgenda(agenda: readonly OpenObstacle[], names: Names): void {
  if (agenda.length === 0) print('Không còn vướng mắc nào trong danh mục.');
  else printTable(agendaTable(names), agenda, { limit: 50, more: '; xem bằng --json.' });
}

function printActions(title: string, actions: readonly AgreedAction[], { names, now }: Desk): void {
  if (actions.length === 0) return;
  print(`\n${title}`);
  printTable(actionTable(names, undefined, dayOf(now)), actions);
}
