import { remind } from '../../app/mail/remind.ts';
import { numberWords } from '../../domain/number-words.ts';
import { noonOf } from '../../domain/time.ts';
import { command, usual } from '../command.ts';
import { noMilestones } from '../common-words.ts';
import { UsageError } from '../exit.ts';
import { givenDay } from '../given.ts';

/** `review remind`: what the scheduled job does, now and without a service. */
export const remindCommand = command({
  does: {
    vi: 'đưa các thư nhắc mốc đến hạn hôm nay vào hàng chờ gửi; mỗi thư nhắc chỉ một lần',
    en: 'queue the reminders of milestones that are due today; each is sent only once',
  },
  options: [
    ...usual,
    [
      '--on <ngày>',
      {
        vi: 'nhắc như hôm đó, dạng 16/06/2021 (mặc định: hôm nay)',
        en: 'remind as on this day, such as 16/06/2021 (default: today)',
      },
      givenDay,
    ],
  ],
  examples: ['dvc-sync review remind', 'dvc-sync mail preview --waiting --out thu'],
  check({ mail, reviews }) {
    if (!mail)
      throw new UsageError({
        vi: 'cấu hình chưa có mục mail nên không nhắc được ai.',
        en: 'the configuration has no part mail, so nobody can be reminded.',
      });
    if (reviews.milestones.length === 0) throw new UsageError(noMilestones);
  },
  async onStore({ configuration, asking, now }, options) {
    const { city } = configuration;
    const reminders = await remind(asking, options.on === undefined ? now : noonOf(options.on));
    const names = new Map(city.agencies.map(({ code, name }) => [code, name]));
    return {
      json: reminders,
      print: `${numberWords(reminders.queued)} thư nhắc mới chờ gửi.`,
      notes: reminders.unreached.map(
        unit => `  chưa có địa chỉ thư (mail.recipients): ${names.get(unit) ?? unit} (${unit})`,
      ),
    };
  },
});
