import { randomBytes } from 'node:crypto';
import { ARawLine } from './a-raw-line.ts';
import { until } from './a-socket.ts';

const text = 1;
const continuation = 0;

/** A WebSocket to the realtime server of which every frame can be made by hand. */
export class ARawWebSocket {
  readonly line: ARawLine;

  private constructor(line: ARawLine) {
    this.line = line;
  }

  static async open(url: string): Promise<ARawWebSocket> {
    const line = new ARawLine(url);
    line.say(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        'Host: a',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        '\r\n',
      ].join('\r\n'),
    );
    try {
      await until(() => line.heard.includes('pingInterval'), 'a WebSocket');
    } catch (error) {
      line[Symbol.dispose]();
      throw error;
    }
    return new ARawWebSocket(line);
  }

  /** Shows a token, and resolves once it was let in. */
  async comeIn(token: string): Promise<void> {
    this.say(`40${JSON.stringify({ token })}`);
    await until(() => this.line.heard.includes('["ready"'), 'a raw socket to be let in');
  }

  /** Says a whole message, such as a packet of Socket.IO with engine.io's `4` before it. */
  say(message: string): void {
    this.line.say(frame(text, true, message));
  }

  /** Says the same so many times in one go. */
  sayOften(message: string, times: number): void {
    this.line.say(Buffer.concat(Array.from({ length: times }, () => frame(text, true, message))));
  }

  /** Begins a message that goes on letter by letter, and never ends. */
  sayInPieces(pieces: number): void {
    const rest = Array.from({ length: pieces - 1 }, () => frame(continuation, false, 'a'));
    this.line.say(Buffer.concat([frame(text, false, '4'), ...rest]));
  }

  [Symbol.dispose](): void {
    this.line[Symbol.dispose]();
  }
}

/** A masked frame (RFC 6455 §5.2); the mask is all zeros, which changes nothing. */
function frame(opcode: number, isLast: boolean, message: string): Buffer {
  const payload = Buffer.from(message);
  const first = (isLast ? 0x80 : 0) | opcode;
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(payload.length));
  const head =
    payload.length < 126
      ? Buffer.from([first, 0x80 | payload.length])
      : Buffer.concat([Buffer.from([first, 0x80 | 127]), length]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}
