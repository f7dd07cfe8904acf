import { appliedMigrations } from '../../store/migration-state.ts';
import type { HealthCheck } from './check.ts';
import { well } from './check.ts';

/** Does the database answer, and are its tables those this program knows? Without it nothing works. */
export const database: HealthCheck = {
  name: 'database',
  async look({ store, now }) {
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
