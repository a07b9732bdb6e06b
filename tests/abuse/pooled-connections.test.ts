import { jest } from '@jest/globals';
import { describePooledConnections } from './pooled-connections.ts';

jest.setTimeout(90_000);

describePooledConnections(20);
