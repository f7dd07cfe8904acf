import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { server as known } from './certificates.ts';

export interface ReceivedMail {
  /** Address the envelope named. */
  to: string;
  user: string | undefined;
  secure: boolean;
  mail: ParsedMail;
  source: string;
}

/** What the server says instead of taking the mail; `drop` ends the connection without a word. */
export type Answer = 'take' | 'drop' | 'silence' | { code: number; words: string };

export interface MailServerShape {
  security?: 'starttls' | 'tls' | 'none';
  certificate?: { cert: string; key: string };
  /** Who may sign in; without it nobody need. */
  account?: { user: string; password: string };
  /** Asked at RCPT TO. */
  recipient?(address: string): Answer;
  /** Asked when the whole mail is there. */
  mail?(address: string): Answer;
}

export interface TestMailServer {
  port: number;
  received: ReceivedMail[];
  /** Commands other than greetings that anybody got to. */
  envelopes: number;
  /** Resolves when a mail has come whole, before it is answered. */
  next(): Promise<ReceivedMail>;
  close(): Promise<void>;
}

/** A real SMTP server on loopback. */
export async function startMailServer(shape: MailServerShape = {}): Promise<TestMailServer> {
  const { security = 'starttls', certificate = known, account } = shape;
  const sockets = new Set<Socket>();
  const waiting: ((mail: ReceivedMail) => void)[] = [];
  const running: Omit<TestMailServer, 'port' | 'close' | 'next'> = { received: [], envelopes: 0 };
  const answered = (answer: Answer, done: (error?: Error | null) => void) => {
    if (answer === 'take') done();
    else if (answer === 'drop') for (const socket of sockets) socket.destroy();
    else if (answer !== 'silence') {
      done(Object.assign(new Error(answer.words), { responseCode: answer.code }));
    }
  };
  const server = new SMTPServer({
    ...certificate,
    secure: security === 'tls',
    hideSTARTTLS: security === 'none',
    disabledCommands: [...(security === 'none' ? ['STARTTLS'] : []), ...(account ? [] : ['AUTH'])],
    authOptional: !account,
    allowInsecureAuth: false,
    disableReverseLookup: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      if (username === account?.user && password === account?.password) return done(null, { user: username });
      return done(Object.assign(new Error('Authentication failed'), { responseCode: 535 }));
    },
    onMailFrom(_address, _session, done) {
      running.envelopes += 1;
      done();
    },
    onRcptTo({ address }, _session, done) {
      answered(shape.recipient?.(address) ?? 'take', done);
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', piece => pieces.push(piece));
      stream.on('end', async () => {
        const source = Buffer.concat(pieces);
        const to = session.envelope.rcptTo[0]!.address;
        const one: ReceivedMail = {
          to,
          user: session.user as string | undefined,
          secure: session.secure,
          mail: await simpleParser(source, { skipImageLinks: true }),
          source: source.toString('latin1'),
        };
        const answer = shape.mail?.(to) ?? 'take';
        if (answer === 'take') running.received.push(one);
        for (const tell of waiting.splice(0)) tell(one);
        answered(answer, done);
      });
    },
  });
  // Clients that break off are what some tests are about.
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return Object.assign(running, {
    port: (server.server.address() as AddressInfo).port,
    next: () => new Promise<ReceivedMail>(resolve => waiting.push(resolve)),
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  });
}

/** A server that takes connections and never says a word. */
export async function startSilentServer(): Promise<{
  port: number;
  connected: Promise<void>;
  close(): void;
}> {
  const sockets = new Set<Socket>();
  const { promise: connected, resolve } = Promise.withResolvers<void>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    resolve();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connected,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
