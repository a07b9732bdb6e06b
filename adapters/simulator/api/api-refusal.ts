import { type Answer, json } from '../http/answer.ts';

const titles: Record<number, string> = {
  400: 'Invalid Argument',
  401: 'Unauthenticated',
  403: 'Permission Denied',
  404: 'Resource Not Found',
  409: 'Already Exists',
  429: 'Too Many Requests',
};

const messages: Record<number, string> = {
  400: 'The supplied parameters are invalid.',
  401: 'The access token is invalid',
  403: 'You do not have permission to access this resource.',
  404: 'The server could not find the requested resource.',
  409: 'Hook with this url already exists',
  429: 'You have exceeded your rate limit.',
};

export interface ArgumentProblem {
  parameter: string;
  message: string;
}

/** A refusal of the API, with Calendly's message (Calendly's docs, "Errors"). */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly #title: string;
  readonly #more: object;

  constructor(status: number, message = messages[status] ?? '', title?: string, more: object = {}) {
    super(message);
    this.status = status;
    this.#title = title ?? titles[status] ?? '';
    this.#more = more;
  }

  static invalid(...details: ArgumentProblem[]): ApiRefusal {
    return new ApiRefusal(400, undefined, undefined, { details });
  }

  static insufficientScope(...required: string[]): ApiRefusal {
    const message = "This operation requires the scopes listed in the 'required_scopes' array.";
    return new ApiRefusal(403, message, 'Insufficient scope', { required_scopes: required });
  }

  answer(): Answer {
    return json(this.status, { title: this.#title, message: this.message, ...this.#more });
  }
}
