import { ProviderError } from '../../src/domain/errors.ts';

/** A failure that may be gone at the next attempt: no answer in time, half an answer, or an error of Calendly's own. */
export class PassingFailure extends ProviderError {}
