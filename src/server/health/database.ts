import { appliedMigrations } from '../../app/queries/administration.ts';
import type { HealthCheck } from './check.ts';
import { well } from './check.ts';

/** Writing waits for moments while others write; so long only where another program holds the file. */
const busyAfterSeconds = 5;

/** Does the database answer, and are its tables those this program knows? Without it nothing works. */
export const database: HealthCheck = {
  name: 'database',
  async look({ store, now }) {
    const busySeconds = Math.round((store.busyFor?.() ?? 0) / 1_000);
    if (busySeconds >= busyAfterSeconds) {
      return {
        health: 'down',
        problems: [
          `Một chương trình khác đang giữ tệp kho dữ liệu đã ${busySeconds} giây: chưa ghi được gì. Tìm và kết thúc chương trình ấy; việc đang làm sẽ tiếp tục.`,
        ],
        details: { driver: store.driver, busySeconds },
      };
    }
    const asked = now().getTime();
    await store.probe();
    const { missing, unknown } = await appliedMigrations(store);
    const details = { driver: store.driver, answerMs: now().getTime() - asked };
    if (unknown.length > 0) {
      return {
        health: 'down',
        problems: [
          `Kho dữ liệu đã được bản dvc-sync mới hơn nâng cấp (${unknown.join(', ')}): cài bản ấy cho tiến trình này.`,
        ],
        details: { ...details, unknown },
      };
    }
    if (missing.length > 0) {
      return {
        health: 'down',
        problems: [
          `Kho dữ liệu chưa được nâng cấp (${missing.join(', ')}): khởi động lại dịch vụ để nâng cấp.`,
        ],
        details: { ...details, missing },
      };
    }
    return well(details);
  },
};
