import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { boundedFact } from '../../src/domain/bounded-fact.ts';
import { bounds } from '../../src/domain/bounds.ts';
import { cutText } from '../../src/domain/cut-text.ts';
import type { Details, QuestionAndAnswer } from '../../src/domain/invitee-fact.ts';
import { jsonBytes } from '../../src/domain/json-bytes.ts';
import { NoteWriter } from '../../src/domain/note-writer.ts';
import { aFact } from '../support/a-fact.ts';

const most = bounds.scheduledEventDetails.value;
const usual = aFact('booked', { of: 'ada' }).details as Details;

describe('the details of a booking', () => {
  test('stay as they are while they take at most 64 KiB', () => {
    const frame = jsonBytes(detailsWith([anAnswer('')]));
    const details = detailsWith([anAnswer('x'.repeat(most - frame))]);

    expect(jsonBytes(details)).toBe(most);
    expect(bounded(details)).toBe(details);
  });

  test('that are one byte larger are cut at 64 KiB, with a mark', () => {
    const frame = jsonBytes(detailsWith([anAnswer('')]));
    const { questionsAndAnswers } = bounded(detailsWith([anAnswer('x'.repeat(most - frame + 1))]));

    expect(questionsAndAnswers[0]?.answer).toMatch(/^x{60000,}…$/);
    expect(jsonBytes(questionsAndAnswers)).toBeLessThanOrEqual(most);
  });

  test.each([
    ['one answer of 1 MB', [anAnswer('é'.repeat(500_000))]],
    [
      'a hundred answers of 10 kB',
      Array<QuestionAndAnswer>(100).fill(anAnswer('x'.repeat(10_000))),
    ],
    ['twenty thousand small answers', Array<QuestionAndAnswer>(20_000).fill(anAnswer('yes'))],
    ['a question of 1 MB', [{ ...anAnswer('yes'), question: '"'.repeat(500_000) }]],
    ['control characters', [anAnswer('\u0001'.repeat(300_000))]],
  ])('of %s fill their 64 KiB and no more', (_, answers) => {
    const cut = bounded(detailsWith(answers));

    expect(jsonBytes(cut)).toBeLessThanOrEqual(most);
    expect(jsonBytes(cut)).toBeGreaterThan(most / 2);
    expect(JSON.stringify(cut)).toContain('…');
    expect(cut.questionsAndAnswers.slice(0, -1)).toEqual(
      answers.slice(0, cut.questionsAndAnswers.length - 1),
    );
  });

  test('whose other fields are large leave the answers their room', () => {
    const large = '💥'.repeat(10_000);
    const tracking = { ...usual.tracking, utmTerm: large, utmSource: large, utmContent: large };
    const payment = { provider: large, amount: 1, currency: large, successful: true };

    const cut = bounded({ ...detailsWith([anAnswer('yes')]), tracking, payment, cancelUrl: large });

    expect(jsonBytes(cut)).toBeLessThanOrEqual(most);
    expect(cut.questionsAndAnswers).toEqual([anAnswer('yes')]);
    expect(cut.tracking.utmTerm).toMatch(/^(💥)+…$/u);
    expect(cut.payment).toMatchObject({ amount: 1, successful: true });
  });

  test('are the same however often they are cut', () => {
    const cut = bounded(detailsWith([anAnswer('é'.repeat(500_000))]));

    expect(bounded(cut)).toEqual(cut);
  });
});

test('hosts take at most 64 KiB, the first ones first', () => {
  const hosts = Array.from({ length: 5000 }, (_, i) => ({
    userUri: `https://api.calendly.com/users/${i}`,
    name: 'Grace',
    email: null,
  }));
  const { meeting } = aFact('booked', { of: 'ada' });
  const fact = aFact('booked', { of: 'ada', ...(meeting && { meeting: { ...meeting, hosts } }) });

  const kept = boundedFact(fact).meeting?.hosts ?? [];

  expect(jsonBytes(kept)).toBeLessThanOrEqual(most);
  expect(kept.length).toBeGreaterThan(500);
  expect(kept).toEqual(hosts.slice(0, kept.length));
});

test('a note about a routing form takes at most 64 KiB', () => {
  const answers = Array(100).fill(anAnswer('x'.repeat(10_000)));

  const text = new NoteWriter('fr', 'Europe/Paris').writeForm(answers);

  expect(jsonBytes(text)).toBeLessThanOrEqual(bounds.noteText.value + 2);
  expect(text).toMatch(/^Formulaire Calendly rempli\. Why\? : x+\..*…$/);
});

describe('a text that is cut', () => {
  const anyText = fc
    .array(fc.constantFrom('a', '"', '\u0001', 'é', '太', '👩🏽‍🚀', 'e\u0301\u0323', '🇫🇷', '\n'))
    .map((parts) => parts.join(''));

  test('takes what it may, and ends between two characters', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 3, max: 200 }), (text, maxBytes) => {
        const cut = cutText(text, maxBytes);

        expect(jsonBytes(cut) - 2).toBeLessThanOrEqual(maxBytes);
        if (cut === text) return;
        const kept = charactersOf(cut.slice(0, -1));
        expect(cut.endsWith('…')).toBe(true);
        expect(kept).toEqual(charactersOf(text).slice(0, kept.length));
        const oneMore = charactersOf(text)
          .slice(0, kept.length + 1)
          .join('');
        expect(jsonBytes(oneMore) - 2 + 3).toBeGreaterThan(maxBytes);
      }),
    );
  });

  test('keeps a character that just fits, wherever the middle of its halves lies', () => {
    expect(cutText('a👩🏽‍🚀👩🏽‍🚀', 19)).toBe('a👩🏽‍🚀…');
  });

  test.each([
    ['of one endless character', `e${'\u0301'.repeat(500_000)}`],
    ['of endless joiners', '👩\u200d'.repeat(300_000)],
    ['of flags without an end', '🇫'.repeat(200_000)],
  ])('%s is cut all the same', (_, text) => {
    const cut = cutText(text, 1000);

    expect(cut).toMatch(/…$/);
    expect(jsonBytes(cut)).toBeLessThanOrEqual(1002);
    expect(cut.isWellFormed()).toBe(true);
  });
});

function anAnswer(answer: string): QuestionAndAnswer {
  return { question: 'Why?', answer, position: 0 };
}

function detailsWith(questionsAndAnswers: QuestionAndAnswer[]): Details {
  return { ...usual, questionsAndAnswers };
}

function bounded(details: Details): Details {
  return boundedFact(aFact('booked', { of: 'ada', details })).details as Details;
}

function charactersOf(text: string): string[] {
  const segments = new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text);
  return Array.from(segments, ({ segment }) => segment);
}
