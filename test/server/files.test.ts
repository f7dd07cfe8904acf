import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { send } from '../../src/server/v1/files.ts';

it.each([
  ['H13.3.xlsx', 'attachment; filename="H13.3.xlsx"'],
  [
    'Giải trình lại ĐV"1%\r\nX: y.xlsx',
    `attachment; filename="Giai trinh lai DV-1---X: y.xlsx"; filename*=UTF-8''Gi%E1%BA%A3i%20tr%C3%ACnh%20l%E1%BA%A1i%20%C4%90V%221%25%0D%0AX%3A%20y.xlsx`,
  ],
])('a file called %j is sent under its name, whatever letters it has', async (file, disposition) => {
  const app = Fastify();
  app.get('/', (_request, reply) => send(reply, file, Buffer.from('x')));
  const { statusCode, headers } = await app.inject('/');
  expect([statusCode, headers['content-disposition']]).toEqual([200, disposition]);
});
