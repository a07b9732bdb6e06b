import { v7 } from 'uuid';
import type { IdGenerator } from '../../src/ports/id-generator.ts';

export class UuidGenerator implements IdGenerator {
  next(): string {
    return v7();
  }
}
