import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { AListeningOrganization } from './a-listening-organization.ts';
import {
  type ReportedHistory,
  reportedHistory,
  type Step,
  someSteps,
} from './a-reported-history.ts';

/** Webhooks in some order, of which the API is read after so many. */
const someOrder = (webhooks: readonly string[]) =>
  fc.record({
    sent: fc.shuffledSubarray([...webhooks], { minLength: webhooks.length }),
    readAfter: fc.nat({ max: webhooks.length }),
    peekAfter: fc.nat({ max: webhooks.length }),
  });

/** The webhooks and the API lead to one state: so many histories for each way that they can be mixed. */
export function describeHistories(numRuns: number): void {
  test('the API alone tells of a history what its webhooks tell', async () => {
    await checked(someSteps({ clears: false }), async ({ webhooks, read }) => {
      const heard = await new AListeningOrganization().hear(webhooks);
      const learnt = await new AListeningOrganization().learn(read);

      expect(await learnt.state()).toEqual(await heard.state());
    });
  });

  test('reading what webhooks told changes and announces nothing, as does being told what was read', async () => {
    await checked(someSteps({ clears: true }), async ({ webhooks, read }) => {
      const first = await new AListeningOrganization().hear(webhooks);
      const before = { state: await first.state(), announced: await first.announced() };

      await first.learn(read);
      await first.learn(read);

      expect({ state: await first.state(), announced: await first.announced() }).toEqual(before);
    });
    await checked(someSteps({ clears: false }), async ({ webhooks, read }) => {
      const second = await new AListeningOrganization().learn(read);
      const before = { state: await second.state(), announced: await second.announced() };

      await second.hear(webhooks);

      expect({ state: await second.state(), announced: await second.announced() }).toEqual(before);
    });
  });

  test('webhooks in any order, with readings of now and of earlier in between, lead to one state', async () => {
    await checked(someSteps({ clears: true }), async ({ webhooks, read, halfway }, seed) => {
      const expected = await (await new AListeningOrganization().hear(webhooks)).state();

      for (const { sent, readAfter, peekAfter } of fc.sample(someOrder(webhooks), {
        numRuns: 3,
        seed,
      })) {
        const organization = new AListeningOrganization();
        for (let at = 0; at <= sent.length; at += 1) {
          if (at === readAfter) await organization.learn(read);
          if (at === peekAfter) await organization.learn(halfway);
          await organization.hear(sent.slice(at, at + 1));
        }

        expect(await organization.state()).toEqual(expected);
      }
    });
  });

  /** Histories of every length, each at a Calendly of its own. */
  function checked(
    steps: fc.Arbitrary<Step[]>,
    holds: (told: ReportedHistory, seed: number) => Promise<void>,
  ): Promise<void> {
    const property = fc.asyncProperty(steps, fc.integer(), async (taken, seed) => {
      const told = await reportedHistory(taken);
      expect([told.webhooks.length, told.read.length]).not.toContain(0);
      await holds(told, seed);
    });
    return fc.assert(property, { numRuns });
  }
}
