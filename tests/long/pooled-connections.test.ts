import { jest } from '@jest/globals';
import { describePooledConnections } from '../abuse/pooled-connections.ts';

jest.setTimeout(600_000);

describePooledConnections(400);
