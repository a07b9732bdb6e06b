import { describeStoresOnServer } from './describe-stores-on-server.ts';

describeStoresOnServer(18);
