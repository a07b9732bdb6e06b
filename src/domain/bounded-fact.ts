import { bounds } from './bounds.ts';
import { cutText } from './cut-text.ts';
import { fitting } from './fitting.ts';
import type { Details, Host, InviteeFact, QuestionAndAnswer } from './invitee-fact.ts';
import { jsonBytes } from './json-bytes.ts';

/**
 * The most bytes that one text keeps when the details are too large. Some twelve such texts leave most of the room to
 * the answers.
 */
const shortBytes = 1024;

/** The bytes of an answer that is cut to its marks, at any position. */
const markedBytes = 64 + withComma({ question: '…', answer: '…', position: 0 });

/**
 * Cuts the details and hosts of a fact to their bounds, and marks each cut with `…`. The delivery's body keeps
 * everything.
 */
export function boundedFact(fact: InviteeFact): InviteeFact {
  const { details, meeting } = fact;
  return {
    ...fact,
    ...(details && { details: boundedDetails(details) }),
    ...(meeting && { meeting: { ...meeting, hosts: boundedHosts(meeting.hosts) } }),
  };
}

/** Cuts details to their bound. Answers stay in their order, as far as there is room. */
export function boundedDetails(details: Details): Details {
  const most = bounds.scheduledEventDetails.value;
  if (jsonBytes(details) <= most) return details;
  const { questionsAndAnswers, ...others } = details;
  const short = withShortTexts(others);
  const room = most - jsonBytes({ ...short, questionsAndAnswers: [] });
  return { ...short, questionsAndAnswers: boundedAnswers(questionsAndAnswers, room) };
}

function boundedHosts(hosts: Host[]): Host[] {
  const most = bounds.scheduledEventDetails.value;
  if (jsonBytes(hosts) <= most) return hosts;
  return fitting(withShortTexts(hosts), most, withComma).items;
}

/** Keeps the first answers that fit. The next one is cut to the room that is left: at least to its marks. */
function boundedAnswers(answers: readonly QuestionAndAnswer[], room: number): QuestionAndAnswer[] {
  const kept: QuestionAndAnswer[] = [];
  let rest = room - markedBytes;
  for (const one of answers) {
    const bytes = withComma(one);
    if (bytes > rest) return [...kept, cutAnswer(one, rest)];
    kept.push(one);
    rest -= bytes;
  }
  return kept;
}

function cutAnswer({ question, answer, position }: QuestionAndAnswer, room: number) {
  if (room < markedBytes) return { question: '…', answer: '…', position };
  const asked = cutText(question, (room - markedBytes) / 2 + 3);
  const left = room - withComma({ question: asked, answer: '', position });
  return { question: asked, answer: cutText(answer, left), position };
}

function withComma(value: object): number {
  return jsonBytes(value) + 1;
}

/** Cuts every text within a value. */
function withShortTexts<T>(value: T): T {
  if (typeof value === 'string') return cutText(value, shortBytes) as T;
  if (Array.isArray(value)) return value.map((one) => withShortTexts<unknown>(one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, withShortTexts<unknown>(one)]);
  return Object.fromEntries(entries) as T;
}
