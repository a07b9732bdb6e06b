/** What a server tells by server-sent events, one after another. */
export class EventStream {
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #leave: AbortController;
  #text = '';

  private constructor(body: ReadableStream<Uint8Array>, leave: AbortController) {
    this.#reader = body.pipeThrough(new TextDecoderStream()).getReader();
    this.#leave = leave;
  }

  static async open(url: string): Promise<EventStream> {
    const leave = new AbortController();
    const { body } = await fetch(url, { signal: leave.signal });
    if (body === null) throw new Error(`${url} says nothing.`);
    return new EventStream(body, leave);
  }

  async next(): Promise<{ type: string; data: unknown }> {
    for (;;) {
      const [all = '', type = '', data = ''] =
        /^event: (.*)\ndata: (.*)\n\n/.exec(this.#text) ?? [];
      if (all !== '') {
        this.#text = this.#text.slice(all.length);
        return { type, data: JSON.parse(data) as unknown };
      }
      const { value, done } = await this.#reader.read();
      if (done) throw new Error('The stream has ended.');
      this.#text += value;
    }
  }

  /** The next event of a type; those before it are left out. */
  async nextOf(type: string): Promise<unknown> {
    for (;;) {
      const event = await this.next();
      if (event.type === type) return event.data;
    }
  }

  close(): void {
    this.#leave.abort();
  }
}
