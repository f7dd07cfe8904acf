/** Answers every request alike, in a process of its own: what it costs is nobody's bench. Tells its port to its parent. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

const body = Buffer.from(
  JSON.stringify({
    data: Array.from({ length: 12 }, (_, at) => ({ MATTHC: `1.00${1000 + at}`, TEN: 'Thủ tục' })),
  }),
);
const server = http.createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
});
server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
