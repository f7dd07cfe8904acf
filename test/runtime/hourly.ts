import { type ScheduleSettings, scheduleSection } from '../../src/config/sections/schedule.ts';

/** Only reconciling is scheduled, every hour. */
export const hourly: ScheduleSettings = scheduleSection.parse({
  reconcile: { at: '0 * * * *' },
  'full-refresh': { at: null },
  reminders: { at: null },
  digest: { at: null },
  'monthly-report': { at: null },
  housekeeping: { at: null },
});

/** A queue nobody works on. */
export const nobody = { async send() {} };
