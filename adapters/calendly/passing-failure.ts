import { ProviderError } from '../../src/domain/errors.ts';

/** What may be gone when the same is asked again at once: no answer in time, half an answer, Calendly's own trouble. */
export class PassingFailure extends ProviderError {}
