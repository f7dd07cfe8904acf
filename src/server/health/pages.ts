import type { Rest } from '../part.ts';
import { type HealthCheck, well } from './check.ts';

/**
 * Could what people and programs come for be loaded? Well as long as nobody has come. After a failure this check tries
 * again: where nobody is sent any more, nobody else would.
 */
export function pagesOf(rest: Rest): HealthCheck {
  return {
    name: 'pages',
    async look() {
      const loaded = !rest.failed() || (await rest.load().then(Boolean, () => false));
      if (loaded) return well();
      const problem =
        'Không nạp được trang và giao diện máy của dịch vụ. Xem nguyên nhân trong nhật ký; nếu chương trình vừa được cài lại thì khởi động lại dịch vụ.';
      return { health: 'down', problems: [problem], details: {} };
    },
  };
}
