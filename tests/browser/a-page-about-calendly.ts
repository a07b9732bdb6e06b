import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { freePort } from '../../adapters/node/free-port.ts';
import { AServiceAtCalendly } from '../support/a-service-at-calendly.ts';
import { inParis } from '../support/browser.ts';
import { complaintsOf } from './quality.ts';

export interface Visitor extends BrowserContextOptions {
  role?: 'admin' | 'member';
}

/** A service beside a simulated Calendly of its own, and a browser whose page looks at the line between them. */
export class APageAboutCalendly {
  readonly world: AServiceAtCalendly;
  readonly page: Page;
  readonly complaints: string[];
  readonly #address: string;

  private constructor(world: AServiceAtCalendly, page: Page, address: string) {
    this.world = world;
    this.page = page;
    this.complaints = complaintsOf(page);
    // Sooner than the test's own, so that a failure says what was waited for.
    page.setDefaultTimeout(15_000);
    this.#address = address;
  }

  static async open(
    browser: Browser,
    { role = 'admin', ...visitor }: Visitor = {},
  ): Promise<APageAboutCalendly> {
    const port = await freePort(0, '127.0.0.1');
    // A browser goes to the simulator itself: its forms are for its own pages only.
    const calendly = `http://127.0.0.1:${port}`;
    const world = await AServiceAtCalendly.start({
      simulator: { port },
      settings: { CALENDLY_AUTH_URL: calendly, CALENDLY_API_URL: calendly },
    });
    const context = await browser.newContext({ ...inParis, ...visitor });
    const address = `#token=${await world.token({ role })}`;
    return new APageAboutCalendly(world, await context.newPage(), address);
  }

  /** Goes straight to the page. */
  async visit(): Promise<void> {
    await signInByLink(this.page, `${this.world.url}/calendly${this.#address}`);
    await this.article.getByRole('status').first().waitFor();
  }

  /** Another tab of the same browser, on the list. */
  async openList(): Promise<Page> {
    const page = await this.page.context().newPage();
    await signInByLink(page, `${this.world.url}/${this.#address}`);
    return page;
  }

  /** Presses the button, and does what a person does on Calendly's page. */
  async connectByHand(decision: 'Autoriser' | 'Refuser' = 'Autoriser'): Promise<void> {
    await this.article.getByRole('button', { name: 'Connecter Calendly' }).click();
    await this.page.getByRole('button', { name: decision }).click();
    await this.page.waitForURL(`${this.world.url}/calendly`);
  }

  get article(): Locator {
    return this.page.getByRole('article', { name: 'Calendly' });
  }

  /** What the page says of the line, beside its title. */
  state(words: string): Locator {
    return this.article.getByRole('status').getByText(words, { exact: true });
  }

  button(name: string): Locator {
    return this.article.getByRole('button', { name, exact: true });
  }

  get rows(): Locator {
    return this.page.getByRole('list', { name: 'Prospects' }).getByRole('link');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close();
    await this.world[Symbol.asyncDispose]();
  }
}

/** Opens a link with a token, and says yes to whose it is, where that is asked. */
async function signInByLink(page: Page, link: string): Promise<void> {
  await page.goto(link);
  const yes = page.getByRole('button', { name: /^(Se connecter|Sign in)$/ });
  const live = page.getByText(/^(En direct|Live)$/);
  await yes.or(live).first().waitFor();
  if (await yes.isVisible()) await yes.click();
  await live.waitFor();
}
