import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailSettings } from '../../config/sections/mail.ts';
import type { Mime } from '../../report/mail/mime.ts';

/** How handing a mail over ended. `words` are Vietnamese, with the server's own behind them; secrets may be in them. */
export type HandOver =
  | { state: 'accepted' }
  /** Surely not delivered; `permanent`: no use trying again. */
  | { state: 'refused'; permanent: boolean; words: string }
  /** All was handed over, but the answer did not come. */
  | { state: 'lost'; words: string };

/** Nothing could be sent at all: no connection, no safe one, or no sign-in. */
export class MailServerError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MailServerError';
  }
}

type Smtp = MailSettings['smtp'];
type SmtpError = Error & { code?: string; command?: string; responseCode?: number };

/** One session with the mail server, opened when first needed and again after a failure. */
export class MailServer {
  readonly #settings: Smtp;
  #open: SMTPConnection | undefined;

  constructor(settings: Smtp) {
    this.#settings = settings;
  }

  /** @throws MailServerError */
  async connect(): Promise<void> {
    if (this.#open && !this.#open.destroyed) return;
    const connection = new SMTPConnection(await connectionOptions(this.#settings));
    try {
      await settled(connection, done => connection.connect(done));
      const { username, password } = this.#settings;
      if (username !== undefined) {
        // The server must offer to sign us in: otherwise the password would go to whoever did not ask for it.
        if (!connection.allowsAuth) throw new MailServerError('máy chủ thư không nhận đăng nhập (AUTH)');
        await settled(connection, done =>
          connection.login({ credentials: { user: username, pass: password ?? '' } }, done),
        );
      }
    } catch (error) {
      connection.close();
      throw error instanceof MailServerError
        ? error
        : new MailServerError(connectionWords(error as SmtpError));
    }
    connection.on('error', () => {});
    this.#open = connection;
  }

  /** Hands over one mail; call `connect` before. Never throws. */
  async send({ envelope, source }: Mime): Promise<HandOver> {
    const connection = this.#open!;
    let handedOver = false;
    // Read from when the server has said that it is ready for the mail, not before.
    const body = new Readable({
      read() {
        handedOver = true;
        this.push(source);
        this.push(null);
      },
    });
    try {
      await settled(connection, done =>
        connection.send({ ...envelope, size: source.length }, body, error => done(error ?? undefined)),
      );
      return { state: 'accepted' };
    } catch (error) {
      this.close();
      return handOverOf(error as SmtpError, handedOver);
    }
  }

  close(): void {
    const connection = this.#open;
    this.#open = undefined;
    if (!connection || connection.destroyed) return;
    connection.quit();
    // A server that does not say goodbye is not waited for.
    setTimeout(() => connection.close(), 2_000).unref();
  }
}

async function connectionOptions(smtp: Smtp) {
  const { host, port, security, timeoutSeconds, caFile } = smtp;
  const ca =
    caFile === undefined
      ? undefined
      : await readFile(caFile, 'utf8').catch(error => {
          throw new MailServerError(`không đọc được chứng chỉ gốc ${caFile}: ${(error as Error).message}`);
        });
  const milliseconds = timeoutSeconds * 1000;
  return {
    host,
    port,
    secure: security === 'tls',
    // No way leads from here to plain text: without STARTTLS there is no mail.
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' as const, ...(ca !== undefined && { ca }) },
    connectionTimeout: milliseconds,
    greetingTimeout: milliseconds,
    socketTimeout: milliseconds,
    dnsTimeout: milliseconds,
    allowInternalNetworkInterfaces: true,
  };
}

/** A step of the session; failures come by its callback or as an event, whichever is first. */
function settled(
  connection: SMTPConnection,
  step: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('máy chủ thư đóng kết nối'));
    const done = (error?: Error | null) => {
      connection.off('error', done);
      connection.off('end', ended);
      if (error) {
        // Errors that come after the first one have nobody to hear them.
        connection.on('error', () => {});
        reject(error);
      } else resolve();
    };
    connection.once('error', done);
    connection.once('end', ended);
    step(done);
  });
}

function handOverOf(error: SmtpError, handedOver: boolean): HandOver {
  const { responseCode, code, message } = error;
  if (responseCode === undefined) {
    if (handedOver)
      return { state: 'lost', words: `đã gửi nội dung nhưng không thấy máy chủ thư trả lời (${message})` };
    // Found out here, without asking: the server has said how large a mail may be, or the address is none.
    const permanent = code === 'EMESSAGE' || code === 'EENVELOPE';
    return { state: 'refused', permanent, words: connectionWords(error) };
  }
  // Refused for who we are, not for this letter: another one would fare the same, and tomorrow this one may not.
  const permanent = responseCode >= 500 && !signInCodes.has(responseCode);
  const words = permanent ? 'máy chủ thư từ chối hẳn' : 'máy chủ thư tạm từ chối';
  return { state: 'refused', permanent, words: `${words} (${message})` };
}

/** Authentication required, too weak, failed, or encryption required (RFC 4954). */
const signInCodes: ReadonlySet<number> = new Set([530, 534, 535, 538]);

function connectionWords(error: SmtpError): string {
  const { code = '', message, responseCode } = error;
  const original = (error as { originalCode?: string }).originalCode ?? '';
  if (code === 'EAUTH') return `máy chủ thư không nhận tài khoản hoặc mật khẩu (${message})`;
  if (code === 'ETLS' || /certificate|self.signed|altname/i.test(message) || /CERT|TLS|SSL/.test(original))
    return `không lập được kết nối mã hóa đáng tin với máy chủ thư; thư không được gửi trần (${message})`;
  if (code === 'ETIMEDOUT') return `máy chủ thư không trả lời kịp (${message})`;
  if (responseCode !== undefined) return `máy chủ thư không tiếp nhận (${message})`;
  return `không kết nối được máy chủ thư (${message})`;
}
